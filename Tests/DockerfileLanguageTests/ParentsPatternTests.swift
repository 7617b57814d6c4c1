import DockerfileLanguage
import Testing

@Suite struct ParentsPatternTests {
    private func match(_ path: String, _ pattern: ParentsPattern) -> ParentsPattern.Match {
        var match = ParentsPattern.Match.root
        let names = path.split(separator: "/")
        for count in 1...names.count {
            match = pattern.match(Array(names.prefix(count).joined(separator: "/").utf8), below: match)
        }
        return match
    }

    @Test(arguments: [
        ("a/b", ["a/b", "a/b/c"], ["a", "a/bc", "b"]), ("./a/", ["a", "a/b"], ["b"]),
        ("**/*.txt", ["a.txt", "d/e/a.txt"], ["d", "a.md"]), ("*/x", ["d/x", "d/x/y"], ["x", "d/e/x"]),
        (".", [], ["a"]),
    ])
    func `what it matches is wanted, with all that is in it`(source: String, wanted: [String], others: [String]) throws
    {
        let pattern = try ParentsPattern(source)
        for path in wanted { #expect(match(path, pattern).isWanted, "\(path)") }
        for path in others { #expect(!match(path, pattern).isWanted, "\(path)") }
    }

    @Test(arguments: [
        ("a/b", [], 0, "a/b"), ("a/./b/c", ["a"], 0, "a/b/c"), ("./x/y", [], 0, "x/y"), ("/a/./b", ["a"], 0, "a/b"),
        ("a/./././b", ["a"], 0, "a/b"), ("a/./*", ["a"], 0, nil), ("a*/./b", [], 1, nil), ("a/../b", [], 0, "b"),
    ])
    func `a lone dot says where to begin`(source: String, base: [String], depth: Int, required: String?) throws {
        let pattern = try ParentsPattern(source)
        #expect(pattern.base.base.map { String(decoding: $0, as: UTF8.self) } == base)
        #expect(pattern.base.depth == depth)
        #expect(pattern.required.map { String(decoding: $0, as: UTF8.self) } == required)
    }

    @Test(arguments: [
        ("a/b", "a", true), ("a/b", "c", false), ("a/b", "a/b", true), ("a/b", "a/c", false), ("**/x", "a", true),
        ("*/x", "a/b", false), ("a", "a/b/c", true),
    ])
    func `directories with nothing to find are told`(source: String, path: String, expected: Bool) throws {
        let pattern = try ParentsPattern(source)
        #expect(pattern.mayMatch(below: Array(path.utf8), match(path, pattern)) == expected)
    }

    @Test(arguments: ["a/[b", "[a/./b", #"a/./b\"#])
    func `what is no pattern is told`(source: String) {
        #expect(throws: MalformedPattern.self) { try ParentsPattern(source) }
    }
}
