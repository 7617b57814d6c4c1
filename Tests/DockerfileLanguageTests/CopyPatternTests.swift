import DockerfileLanguage
import Testing

@Suite struct CopyPatternTests {
    private func names(_ path: [[UInt8]]) -> [String] { path.map { String(decoding: $0, as: UTF8.self) } }

    @Test(arguments: [
        ("a/b", ["a", "b"], 0), ("/a//b/.", ["a", "b"], 0), (".", [], 0), ("/", [], 0), ("../../a", ["a"], 0),
        ("a/../b", ["b"], 0), ("*", [], 1), ("a/*.txt", ["a"], 1), ("a/*/b/c", ["a"], 3), ("a*/../b*", [], 1),
        // A backslash takes the meaning from a star, and stays what it is in a name without wildcards.
        (#"a\*/b"#, [#"a\*"#, "b"], 0), (#"a\**"#, [], 1), (#"a/[[]x"#, ["a"], 1),
    ])
    func `a source is directories that are named, and parts with wildcards`(
        source: String, base: [String], depth: Int
    ) throws {
        let pattern = try CopyPattern(source)
        #expect(names(pattern.base) == base)
        #expect(pattern.depth == depth)
        #expect(pattern.isPattern == (depth > 0))
    }

    @Test(arguments: [
        ("*", ["a", ".a"], ["a/b"]), ("*.txt", ["a.txt", ".txt"], ["a.txt.x", "d/a.txt"]),
        ("?", ["a", "é"], ["ab", "a/b"]), ("[a-c]?", ["ax", "cx"], ["dx", "a"]),
        ("[^a-c]", ["d", "é"], ["a"]), (#"[a\]]"#, ["a", "]"], ["b"]),
        ("**", ["a"], ["a/b"]), ("**/*.txt", ["d/a.txt"], ["a.txt", "d/e/a.txt"]), ("*/b", ["a/b"], ["b", "a/c"]),
        (#"\*[*]"#, ["**"], ["*a", "a*"]), ("[[:a]x", ["[x", ":x", "ax"], ["bx"]), ("[é-日]", ["日"], ["語"]),
    ])
    func `names match as Go's do`(source: String, matching: [String], others: [String]) throws {
        let pattern = try CopyPattern(source)
        for path in matching { #expect(pattern.matches(Array(path.utf8)), "\(path)") }
        for path in others { #expect(!pattern.matches(Array(path.utf8)), "\(path)") }
    }

    @Test func `a class does not match a slash`() throws {
        #expect(try !CopyPattern("a[^b]c").matches(Array("a/c".utf8)))
    }

    @Test func `a tree is descended part by part`() throws {
        let pattern = try CopyPattern("src/*/lib/*.c")
        #expect(pattern.matches(Array("any".utf8), at: 0))
        #expect(pattern.matches(Array("lib".utf8), at: 1))
        #expect(!pattern.matches(Array("bin".utf8), at: 1))
        #expect(pattern.matches(Array("x.c".utf8), at: 2))
        #expect(!pattern.matches(Array("x.c".utf8), at: 3))
        #expect(pattern.onlyName(at: 0) == nil)
        #expect(pattern.onlyName(at: 1) == Array("lib".utf8))
    }

    @Test(arguments: [
        ("[a", MalformedPattern.openClass), ("*/[]", .openClass), ("[a-]", .openRange), ("[b-a]", .backwardRange),
        (#"*\"#, .loneBackslash), ("[a/b]", .openClass),
    ])
    func `what is no pattern is told`(source: String, fault: MalformedPattern) {
        #expect(throws: fault) { try CopyPattern(source) }
    }
}
