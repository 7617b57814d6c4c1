import Console
import Events
import Testing
import Values

struct TTYViewTests {
    private static func plain(_ variable: String) -> String? { variable == "NO_COLOR" ? "1" : nil }

    private func build(
        columns: Int = 60, rows: Int = 12, _ environment: @escaping (String) -> String? = TTYViewTests.plain
    ) throws -> SampleBuild {
        try SampleBuild(size: (columns, rows)) { TTYView($0, environment: environment) }
    }

    /// What is on the screen now, row by row.
    private func screen(_ build: SampleBuild, columns: Int = 60) throws -> [String] {
        SmallTerminal(try build.output.text(), columns: columns).rows
    }

    private func tick(_ build: SampleBuild) {
        build.wait(0.1)
        (build.view as! TTYView).tick()
    }

    @Test func `what runs is shown, with its time and the last of its log`() throws {
        let build = try build()
        build.know("[1/3] RUN a", "[2/3] RUN b", "[3/3] RUN c")
        build.end("[1/3] RUN a", .cached)
        build.begin("[2/3] RUN b")
        build.log("[2/3] RUN b", (1...9).map { "line \($0)\n" }.joined())
        build.wait(1.4)
        tick(build)
        #expect(
            try screen(build) == [
                "[+] app: 1/3 steps, 1 cached" + String(repeating: " ", count: 27) + "1.5s",
                "  [2/3] RUN b" + String(repeating: " ", count: 42) + "1.5s",
                "      line 4", "      line 5", "      line 6", "      line 7", "      line 8", "      line 9",
            ])
    }

    @Test func `a picture is drawn over the last one, in one write, with these codes`() throws {
        let build = try build(columns: 30)
        build.know("RUN a")
        build.begin("RUN a")
        tick(build)
        tick(build)
        #expect(
            try build.output.text()
                == "\r[+] app: 0/1 steps, 0 c… 0.1s\u{1b}[K\n  RUN a                  0.1s\u{1b}[K\n\u{1b}[J"
                + "\r\u{1b}[2A[+] app: 0/1 steps, 0 c… 0.2s\u{1b}[K\n  RUN a                  0.2s\u{1b}[K\n\u{1b}[J")
    }

    @Test func `steps stand below their targets`() throws {
        let build = try build()
        build.know("RUN a", targets: ["app"])
        build.know("RUN b", "RUN c", targets: ["web"])
        for step in ["RUN b", "RUN a", "RUN c"] { build.begin(step) }
        tick(build)
        let rows = try screen(build).map { $0.split(separator: "  ").first.map(String.init) ?? "" }
        #expect(rows == ["[+] 0/2 targets, 0/3 steps, 0 cached", " web", "RUN b", "RUN c", " app", "RUN a"])
    }

    @Test func `transfers tell how far they are and how fast`() throws {
        let build = try build()
        build.know("load", kind: .preparation)
        build.begin("load")
        build.progress("load", "layer 1", 1_000_000, of: 4_000_000, began: build.now)
        build.progress("load", "layer 2", 5, began: build.now)
        build.progress("load", "layer 2", 5, began: build.now, isDone: true)
        build.wait(0.4)
        tick(build)
        #expect(try screen(build)[2...] == ["      layer 1: 1.00 MB of 4.00 MB, 2.00 MB/s"])
    }

    @Test(arguments: 1...12)
    func `it never takes more rows than there are`(rows: Int) throws {
        let build = try build(rows: rows)
        for number in 1...8 {
            build.know("RUN \(number)", targets: ["t\(number % 3)"])
            build.begin("RUN \(number)")
            build.log("RUN \(number)", "x\ny\nz\n")
        }
        tick(build)
        let shown = try screen(build)
        #expect(shown.count <= max(1, rows - 1))
        #expect(shown.count == max(1, rows - 1))
        if (3..<10).contains(rows) { #expect(shown.last == "  … and \(8 - (rows - 3)) more") }
    }

    @Test(arguments: [
        (20, "  RUN 日本日…  0.1s"), (21, "  RUN 日本日本… 0.1s"), (24, "  RUN 日本日本日本 0.1s"), (8, "  RUN …"), (1, ""),
    ])
    func `nor more columns`(columns: Int, expected: String) throws {
        let build = try build(columns: columns)
        build.know("RUN 日本日本日本")
        build.begin("RUN 日本日本日本")
        tick(build)
        let line = try build.output.text().split(separator: "\n")[1]
        #expect(line == expected + "\u{1b}[K")
    }

    @Test func `logs steer no terminal`() throws {
        let build = try build()
        build.know("RUN a")
        build.begin("RUN a")
        build.log(
            "RUN a", "\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7}text\r\n10%\r20%\r30%\n\u{1b}[2J\u{8}x\tend\nhalf")
        tick(build)
        #expect(try screen(build)[2...] == ["      red text", "      30%", "      \\u{08}x    end", "      half"])
    }

    @Test func `nothing is drawn of what is over at once, but how it ended`() throws {
        let build = try build()
        build.know("RUN a")
        build.end("RUN a", .cached)
        build.wait(0.05)
        build.view.hear(.built(EventImage(target: "app", digest: nil, size: 1000), at: build.now))
        #expect(try build.output.text() == "")
        build.view.close()
        build.view.close()
        #expect(
            try screen(build) == [
                "[+] done" + String(repeating: " ", count: 47) + "0.1s", "", "app  1 step, 1 cached  0.1s  1.00 kB",
            ])
    }

    @Test func `the end of what failed stays on the screen`() throws {
        let build = try build()
        build.know("RUN a", "RUN b")
        build.begin("RUN a")
        build.log("RUN a", "one\r\ntwo \u{1b}[1mbold\u{1b}[0m\n")
        build.wait(2)
        tick(build)
        build.end("RUN a", .failed("exit code: 1"))
        build.end("RUN b", .cancelled)
        build.view.close()
        let rows = try screen(build)
        #expect(rows[0].hasPrefix("[+] failed "))
        #expect(rows[1].hasPrefix("  RUN a ") && rows[1].hasSuffix(" 2.1s"))
        #expect(
            rows[2...] == [
                "------", " > RUN a:", "0.000 one", "0.000 two bold", "------", "",
                "app  2 steps, 0 cached, 1 failed  2.1s",
            ])
    }

    @Test func `a narrower window does not leave old lines behind`() throws {
        let size = Box((60, 12))
        let build = try SampleBuild(size: { size.value }) { TTYView($0, environment: TTYViewTests.plain) }
        build.know("RUN a")
        build.begin("RUN a")
        tick(build)
        size.value = (30, 12)
        tick(build)
        // Two lines of 59 columns take four rows of 30.
        #expect(try build.output.text().contains("\r\u{1b}[4A[+] app"))
    }

    @Test func `colours are BuildKit's, and can be chosen`() throws {
        func colours(_ variables: [String: String]) throws -> [Substring] {
            let build = try build { variables[$0] }
            build.know("RUN a")
            build.begin("RUN a")
            build.end("RUN a", .failed("x"))
            tick(build)
            build.know("RUN b", targets: ["web"])
            build.begin("RUN b")
            tick(build)
            let codes = try build.output.text().split(separator: "\u{1b}[").filter {
                $0.prefix { $0 != "m" }.allSatisfy { $0.isNumber || $0 == ";" }
            }
            return codes.map { $0.prefix { $0 != "m" } }.filter { $0 != "0" }
        }
        #expect(try colours([:]) == ["31", "31", "34"])
        #expect(
            try colours(["BUILDKIT_COLORS": "run=light-green:error=255,0,0:cancel=x:nonsense"]) == [
                "38;5;196", "38;5;196", "92",
            ])
        #expect(try colours(["NO_COLOR": "1", "BUILDKIT_COLORS": "run=green"]) == [])
    }

    @Test(arguments: [("2", 2), ("0", 6), ("x", 6)])
    func `how much of a log is shown can be chosen`(value: String, lines: Int) throws {
        let build = try build { $0 == "BUILDKIT_TTY_LOG_LINES" ? value : Self.plain($0) }
        build.know("RUN a")
        build.begin("RUN a")
        build.log("RUN a", String(repeating: "x\n", count: 20))
        tick(build)
        #expect(try screen(build).count == 2 + lines)
    }
}

/// Shows what a terminal would, as far as the view needs one.
private struct SmallTerminal {
    var rows: [String] = [""]

    init(_ text: String, columns: Int) {
        var row = 0
        for piece in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if piece.offset > 0 { row += 1 }
            while rows.count <= row { rows.append("") }
            var line = ""
            var rest = String(piece.element)[...]
            while let character = rest.popFirst() {
                if character == "\r" { continue }
                guard character == "\u{1b}" else {
                    line.append(character)
                    continue
                }
                let code = rest.dropFirst().prefix { $0.isNumber || $0 == ";" }
                let command = rest.dropFirst(code.count + 1).first
                rest = rest.dropFirst(code.count + 2)
                if command == "A" { row -= Int(code) ?? 1 }
                if command == "J" { rows.removeSubrange(row...) }
            }
            while rows.count <= row { rows.append("") }
            if piece.element.isEmpty == false || line.isEmpty == false { rows[row] = line }
        }
        while rows.last == "" { rows.removeLast() }
    }
}
