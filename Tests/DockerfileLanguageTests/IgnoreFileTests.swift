import DockerfileLanguage
import Testing
import Values

@Suite struct IgnoreFileTests {
    private func file(_ text: String) -> SourceFile { SourceFile(name: ".dockerignore", text: text) }

    @Test(arguments: [
        ("", []), ("\n\n", []), ("a", ["a"]), ("a\nb\n", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]),
        // Only at the very start of a line is # a comment.
        ("# no\n #yes\na#b", ["#yes", "a#b"]),
        ("\u{feff}a\n\u{feff}b", ["a", "\u{feff}b"]), ("\u{feff}# no", []),
        (" a b \n\t\u{a0}", ["a b"]), ("/a\n//b/\n/", ["a", "b", "/"]), ("./a/../b//c/.", ["b/c"]), ("../a", ["../a"]),
        ("! a\n!/b\n!./c", ["!a", "!b", "!c"]), ("!!a", ["!!a"]), ("a\0b", ["a\0b"]),
    ])
    func `lines are patterns, cleaned`(text: String, expected: [String]) throws {
        #expect(try IgnoreFile(file(text)).patterns == expected)
    }

    @Test func `bytes that are no text are kept`() throws {
        let source = SourceFile(name: ".dockerignore", bytes: [0x61, 0xff, 0x0a])
        #expect(try IgnoreFile(source).patterns.map(\.keptBytes) == [[0x61, 0xff]])
    }

    @Test func `every line that is no pattern is told, where it stands`() {
        let fault = #expect(throws: Diagnostics.self) { try IgnoreFile(file("a\n  [a\n# [\n!\nb\\ \n")) }
        #expect(
            fault?.all.map { "\($0.range?.description ?? ""): \($0.message)" } == [
                #".dockerignore:2:3: "[a" is not a pattern: a "[" is never closed"#,
                #".dockerignore:4:1: "!" is not a pattern: nothing follows the "!""#,
                #".dockerignore:5:1: "b\" is not a pattern: it ends in a lone backslash"#,
            ])
        #expect(
            fault?.all.map(\.hint) == [
                #"write \[ for a bracket that is part of a name"#, "name what to bring back behind it",
                #"write \\ for a backslash that is part of a name"#,
            ])
    }

    @Test func `it makes a filter`() throws {
        let filter = try IgnoreFile(file("*\n!/src")).filter
        #expect(filter.dropping(Array("doc".utf8)) == "*")
        #expect(filter.dropping(Array("src/a".utf8)) == nil)
    }

    @Test func `the lines of its patterns are known`() throws {
        let ignored = try IgnoreFile(file("# x\n\n  a/ \n!b"))
        #expect(ignored.ranges.map(\.description) == [".dockerignore:3:3", ".dockerignore:4:1"])
        #expect(ignored.ranges.map(\.text) == ["a/", "!b"])
    }
}
