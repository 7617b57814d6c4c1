import BakeLanguage
import Testing
import Values

/// Files that would take long, or overflow, if everything were looked at from everywhere.
struct SelectorLimitTests {
    @Test func `links that join again are followed once`() throws {
        let targets = (0..<60).map { number in
            "target \"t\(number)\" {\n contexts = { a = \"target:t\(number + 1)\", b = \"target:t\(number + 2)\" }\n}"
        }
        let ends = "target \"t60\" { entitlements = [\"network.host\"] }\ntarget \"t61\" {}"
        let selection = try Bakery(targets.joined(separator: "\n") + "\n" + ends).selection(["t0"])
        #expect(selection.targets.count == 62)
        #expect(selection.targets["t0"]?.entitlements == ["network.host"])
        #expect(selection.targets["t30"]?.outputs?.map(\.type) == ["cacheonly"])
    }

    @Test func `a long row of links is refused`() {
        let targets = (0..<2000).map { "target \"t\($0)\" {\n contexts = { a = \"target:t\($0 + 1)\" }\n}" }
        let complaints = Bakery(targets.joined(separator: "\n") + "\ntarget \"t2000\" {}").complaints(["t0"])
        #expect(complaints.first?.hasPrefix("more than 500 groups, parents or contexts lead to") == true)
    }

    @Test func `parents that join again are taken over once`() throws {
        let targets = (0..<400).map { number in
            """
            target "t\(number)" {
              inherits = ["t\(number + 1)", "t\(number + 2)"]
              labels   = { l\(number) = "x" }
            }
            """
        }
        let text = targets.joined(separator: "\n") + "\ntarget \"t400\" {}\ntarget \"t401\" {}"
        #expect(try Bakery(text).selection(["t0"]).targets["t0"]?.labels.count == 400)
    }

    @Test func `targets on one long row of parents take no longer than the row`() throws {
        let row = (0..<400).map { "target \"p\($0)\" {\n inherits = [\"p\($0 + 1)\"]\n}" }
        let heirs = (0..<400).map { "target \"h\($0)\" {\n inherits = [\"p0\"]\n}" }
        let text = (row + heirs).joined(separator: "\n") + "\ntarget \"p400\" { tags = [\"x\"] }"
        let selection = try Bakery(text).selection((0..<400).map { "h\($0)" })
        #expect(selection.targets.values.allSatisfy { $0.tags == ["x"] })
    }

    @Test func `circles of parents end silently, wherever they are entered`() throws {
        let text = """
            target "a" {
              inherits = ["b"]
              args     = { A = "a", X = "a" }
            }
            target "b" {
              inherits = ["a"]
              args     = { B = "b", X = "b" }
            }
            """
        let targets = try Bakery(text).selection(["a", "b"]).targets
        #expect(targets["a"]?.arguments == ["A": "a", "B": "b", "X": "a"])
        #expect(targets["b"]?.arguments == ["A": "a", "B": "b", "X": "b"])
    }

    @Test func `a long row of parents is no burden`() throws {
        let row = (0..<3000).map { "target \"t\($0)\" {\n inherits = [\"t\($0 + 1)\"]\n}" }
        let text = row.joined(separator: "\n") + "\ntarget \"t3000\" { tags = [\"x\"] }"
        #expect(try Bakery(text).selection(["t0"]).targets["t0"]?.tags == ["x"])
    }

    @Test func `a target with a hundred links is no burden`() throws {
        let targets = (0..<100).map { number in
            let links = (0..<number).map { "c\($0) = \"target:t\($0)\"" }.joined(separator: "\n")
            return "target \"t\(number)\" {\n contexts = {\n\(links)\n }\n}"
        }
        #expect(try Bakery(targets.joined(separator: "\n")).selection(["t99"]).targets.count == 100)
    }

    @Test func `settings of a group are refused`() {
        let text = "group \"default\" {\n targets = []\n x-hearth = { scope = \"a\" }\n}"
        #expect(Bakery(text).complaints() == ["a group has no x-hearth"])
    }

    @Test func `what no file has is refused`() {
        let blocks = String(repeating: "target \"default\" { tags = [\"x\"] }\n", count: 1001)
        #expect(Bakery(blocks).complaints() == ["more than 1000 blocks have the name \"default\""])
        let parents = (0...1000).map { "\"p\($0 % 7)\"" }.joined(separator: ", ")
        let text =
            "target \"default\" { inherits = [\(parents)] }\n" + (0..<7).map { "target \"p\($0)\" {}\n" }.joined()
        #expect(Bakery(text).complaints() == ["target \"default\" inherits from more than 1000 targets"])
    }

    @Test func `what is wrong with several targets is told at once`() {
        let text = """
            group "default" { targets = ["a", "b", "c", "nope"] }
            target "a" { inherits = ["gone"] }
            target "b" { contexts = { x = "target:away", y = "target:b" } }
            target "c" { output = ["type=local"] }
            """
        #expect(
            Bakery(text).complaints() == [
                "group \"default\" has a member \"nope\", which is no target and no group",
                "target \"a\" inherits from \"gone\", which is no target",
                "target \"b\" has a context target:away, which is no target",
                "target \"b\" has itself as a context",
                "target \"c\" cannot be built: an output of type local needs a dest",
            ])
    }

    @Test func `what comes from the command line is blamed on it`() {
        do throws(Diagnostics) {
            _ = try Bakery("target \"default\" { platforms = [\"linux/amd64\"] }")
                .selection(set: ["default.platform=a/b/c/d"])
            Issue.record("a platform of four parts was taken")
        } catch {
            #expect(error.all.map(\.range?.file.name) == ["--set"])
        }
    }
}

/// Files that are long, and ask for nothing that their length does not explain.
struct LongFileTests {
    @Test func `what grows with the file is not held against it`() throws {
        let arguments = (0..<20).map { "A\($0) = \"${X}-\($0)-${upper(\"x\")}\"" }.joined(separator: "\n")
        let block = { (number: Int) in "target \"t\(number)\" {\n args = {\n\(arguments)\n }\n}\n" }
        let text = "X = \"x\"\n" + (0..<1500).map(block).joined()
        #expect(try Bakery(text).selection(["t1499"]).targets["t1499"]?.arguments["A19"] == "x-19-X")
    }
}
