import Console
import Testing
import Values

struct DiagnosticDisplayTests {
    private static let file = SourceFile(
        name: "docker-bake.hcl",
        text: """
            target "app" {
              context = "."
              tgas = ["x"]
            }

            """)

    /// The first `text` in `file`.
    private static func range(of text: String, in file: SourceFile = file) throws -> SourceRange {
        let whole = file.bytes
        let part = Array(text.utf8)
        let start = try #require((0...whole.count).first { whole[$0...].starts(with: part) })
        return SourceRange(file, start..<start + part.count)
    }

    private static func display(_ diagnostics: Diagnostic..., columns: Int = 100) -> String {
        diagnostics.display(Palette(isColoured: false), columns: columns)
    }

    /// What is shown of a file of one text, with a mark below.
    private static func excerpt(_ text: String, marking marked: Range<Int>, columns: Int = 100) -> String {
        let file = SourceFile(name: "f", text: text)
        let lines = display(Diagnostic(.error, "wrong", at: SourceRange(file, marked)), columns: columns).split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.dropFirst().dropLast().joined(separator: "\n")
    }

    @Test func `a fault is shown with its place, its line, a mark and what to try`() throws {
        let fault = Diagnostic(
            .error,
            #"unknown attribute "tgas""#, at: try Self.range(of: "tgas"), hint: #"did you mean "tags"?"#)
        #expect(
            Self.display(fault) == """
                docker-bake.hcl:3:3: error: unknown attribute "tgas"
                  3 |   tgas = ["x"]
                    |   ^~~~ did you mean "tags"?

                """)
    }

    @Test func `the place stays on one line, whatever the file is called`() {
        let file = SourceFile(name: "a\nb.hcl", text: "x")
        #expect(
            Self.display(Diagnostic(.error, "wrong", at: SourceRange(file, 0..<1))).hasPrefix("a\\nb.hcl:1:1: error:"))
    }

    @Test func `colours tell the place, the severity, the mark and the hint apart`() throws {
        let range = try Self.range(of: "tgas")
        let fault = Diagnostic(.error, "no such thing", at: range, notes: [.init("seen here", range)], hint: "try tags")
        let warning = Diagnostic(.warning, "doubtful", hint: "think")
        #expect(
            [fault, warning].display(Palette(isColoured: true)) == """
                \u{1b}[1;33mwarning:\u{1b}[0m \u{1b}[1mdoubtful\u{1b}[0m
                \u{1b}[36mhint:\u{1b}[0m think

                \u{1b}[1mdocker-bake.hcl:3:3:\u{1b}[0m \u{1b}[1;31merror:\u{1b}[0m \u{1b}[1mno such thing\u{1b}[0m
                  3 |   tgas = ["x"]
                    |   \u{1b}[1;31m^~~~\u{1b}[0m \u{1b}[36mtry tags\u{1b}[0m
                \u{1b}[1mdocker-bake.hcl:3:3:\u{1b}[0m \u{1b}[1mnote:\u{1b}[0m seen here
                  3 |   tgas = ["x"]
                    |   \u{1b}[1m^~~~\u{1b}[0m

                """)
    }

    @Test func `a label stands at the mark, and the hint below it`() throws {
        let fault = Diagnostic(
            .error,
            "unsuitable value", at: try Self.range(of: "[\"x\"]"), label: "expected a string", hint: "take it out")
        #expect(
            Self.display(fault) == """
                docker-bake.hcl:3:10: error: unsuitable value
                  3 |   tgas = ["x"]
                    |          ^~~~~ expected a string
                hint: take it out

                """)
    }

    @Test func `a hint that does not fit has a line of its own`() throws {
        let fault = Diagnostic(.error, "wrong", at: try Self.range(of: "tgas"), hint: "twelve chars")
        #expect(Self.display(fault, columns: 25).hasSuffix("    |   ^~~~ twelve chars\n"))
        #expect(Self.display(fault, columns: 24).hasSuffix("    |   ^~~~\nhint: twelve chars\n"))
    }

    @Test func `notes have places of their own, or none`() throws {
        let other = SourceFile(name: "other.hcl", text: "target \"app\" {}\n")
        let fault = Diagnostic(
            .error,
            "defined twice", at: try Self.range(of: "\"app\""),
            notes: [.init("first here", try Self.range(of: "\"app\"", in: other)), .init("one of them must go")])
        #expect(
            Self.display(fault) == """
                docker-bake.hcl:1:8: error: defined twice
                  1 | target "app" {
                    |        ^~~~~
                other.hcl:1:8: note: first here
                  1 | target "app" {}
                    |        ^~~~~
                note: one of them must go

                """)
    }

    @Test func `faults are sorted by place, shown once and counted`() throws {
        let last = Diagnostic(.error, "c", at: try Self.range(of: "tgas"))
        let first = Diagnostic(.error, "b", at: try Self.range(of: "context"))
        #expect(
            Self.display(last, first, last, Diagnostic(.error, "a")) == """
                error: a

                docker-bake.hcl:2:3: error: b
                  2 |   context = "."
                    |   ^~~~~~~

                docker-bake.hcl:3:3: error: c
                  3 |   tgas = ["x"]
                    |   ^~~~

                3 errors

                """)
        #expect(Self.display(last, Diagnostic(.warning, "a")).hasSuffix("^~~~\n"))
        #expect(Self.display() == "")
    }

    @Test func `after a hundred it is enough`() {
        let many = (1...250).map { Diagnostic(.error, "fault \($0)") }.display(Palette(isColoured: false))
        #expect(many.hasSuffix("error: fault 100\n\n250 errors; the first 100 of 250 messages are shown\n"))
    }

    @Test(arguments: [
        // Tabs are four columns, counted from the beginning of the line.
        ("\ta\tb", 3..<4, "  1 |     a   b\n    |         ^"),
        ("日本 x", 7..<8, "  1 | 日本 x\n    |      ^"),
        ("x 日本", 2..<8, "  1 | x 日本\n    |   ^~~~"),
        ("e\u{301}e\u{301} x", 7..<8, "  1 | e\u{301}e\u{301} x\n    |    ^"),
        ("a\u{1b}[0m x", 6..<7, "  1 | a\\u{1B}[0m x\n    |            ^"),
        ("👩‍👩‍👧 x", 19..<20, "  1 | 👩‍👩‍👧 x\n    |    ^"),
        ("a\rb", 2..<3, "  1 | a\\rb\n    |    ^"),
        // In the middle of a letter.
        ("日", 1..<2, "  1 | 日\n    | ^~"),
        ("x\r\ny", 0..<1, "  1 | x\n    | ^"),
    ])
    func `marks stand below what they mean`(text: String, marked: Range<Int>, shown: String) {
        #expect(Self.excerpt(text, marking: marked) == shown)
    }

    @Test(arguments: [
        // An empty stretch, in the middle of a line and at its end.
        ("ab", 1..<1, "  1 | ab\n    |  ^"),
        ("ab\ncd", 2..<2, "  1 | ab\n    |   ^"),
        // Several lines, from the first to its end.
        ("a {\n  b\n}", 2..<9, "  1 | a {\n    |   ^"),
        ("ab cd  \nx", 3..<9, "  1 | ab cd\n    |    ^~"),
        // Behind the last thing in the file.
        ("ab {\n\n  ", 8..<8, "  1 | ab {\n    |     ^"),
        ("ab {", 4..<4, "  1 | ab {\n    |     ^"),
        ("ab", 70..<90, "  1 | ab\n    |   ^"),
        // Where there is nothing to see.
        ("", 0..<0, ""), ("\n\n", 2..<2, ""), ("a\n\nb", 2..<2, ""),
    ])
    func `every stretch has a mark, if there is something on its line`(
        text: String, marked: Range<Int>, shown: String
    ) {
        #expect(Self.excerpt(text, marking: marked) == shown)
    }

    @Test func `the end of a file is a place behind the last thing in it`() {
        let file = SourceFile(name: "f", text: "a {\n  b {\n\n")
        let fault = Diagnostic(.error, "not closed", at: SourceRange(file, 11..<11))
        #expect(Self.display(fault).hasPrefix("f:2:6: error: not closed\n"))
    }

    @Test func `the number of a line may be long`() {
        let file = SourceFile(name: "f", text: String(repeating: "\n", count: 12344) + "x = 1")
        #expect(
            Self.display(Diagnostic(.error, "wrong", at: SourceRange(file, 12344..<12345))) == """
                f:12345:1: error: wrong
                  12345 | x = 1
                        | ^

                """)
    }

    @Test func `a long line is cut around the place`() {
        let line = (0..<20).map { "word\(10 + $0)" }.joined(separator: " ")
        // Of 30 columns the line has 24.
        #expect(
            Self.excerpt(line, marking: 0..<6, columns: 30) == "  1 | word10 word11 word12 wo…\n    | ^~~~~~")
        #expect(
            Self.excerpt(line, marking: 70..<76, columns: 30) == "  1 | …word19 word20 word21 w…\n    |         ^~~~~~")
        #expect(
            Self.excerpt(line, marking: 133..<139, columns: 30) == "  1 | …word28 word29\n    |         ^~~~~~")
        #expect(
            Self.excerpt(line, marking: 70..<139, columns: 30)
                == "  1 | …word19 word20 word21 w…\n    |         ^~~~~~~~~~~~~~~")
    }

    @Test func `a line as long as a file is cut as well`() {
        let text = String(repeating: "x日", count: 100_000)
        let shown = Self.excerpt(text, marking: 200_000..<200_001, columns: 26)
        #expect(shown == "  1 | …日x日x日x日x日x日x…\n    |       ^")
        #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 26 })
    }

    @Test func `nothing that is quoted steers the terminal`() {
        let file = SourceFile(name: "a\u{1b}b", bytes: Array("x \u{1b}[31m".utf8) + [0xff])
        let fault = Diagnostic(
            .error,
            "no \u{1b}[2J\nsecond line", at: SourceRange(file, 0..<1), label: "a\u{7f}", hint: "b\u{202e}")
        #expect(
            Self.display(fault) == """
                a\\u{1B}b:1:1: error: no \\u{1B}[2J
                  second line
                  1 | x \\u{1B}[31m\\xff
                    | ^ a\\u{7F}
                hint: b\\u{202E}

                """)
    }
}
