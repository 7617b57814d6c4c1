import DockerfileLanguage
import Testing
import Values

@Suite struct PathFilterTests {
    /// Goes down to the path as a walk through a tree does.
    private func verdict(on path: String, _ filter: PathFilter) -> PathFilter.Verdict {
        var verdict = PathFilter.Verdict.root
        let names = path.split(separator: "/")
        for count in 1...names.count {
            verdict = filter.verdict(on: Array(names.prefix(count).joined(separator: "/").utf8), below: verdict)
        }
        return verdict
    }

    @Test(
        arguments: [
            ([".git"], [".git/config"], ["src/.git", ".gitignore"]),
            (["*.log"], ["a.log", "a.log/b"], ["d/a.log", "log"]),
            (["**/*.log"], ["a.log", "d/e/a.log"], ["a.logs"]),
            (["**/node_modules"], ["node_modules", "a/node_modules/b/c"], ["a/xnode_modules"]),
            (["node_modules/**"], ["node_modules/a", "node_modules/a/b"], ["node_modules"]),
            (["**/bin/**"], ["bin/a", "a/bin/b"], ["bin", "a/bin"]),
            (["**foo"], ["foo", "a/xfoo", "afoo"], ["food"]),
            (["foo**"], ["foo", "food/x"], ["a/foo"]),
            (["a/**/b"], ["a/b", "a/x/b", "a/x/y/b"], ["a/xb"]),
            (["a/*/b"], ["a/x/b", "a/x/b/c"], ["a/b", "a/x/y/b"]),
            (["?.txt", "d/??"], ["a.txt", "é.txt", "d/ab"], ["ab.txt", "d/a/b"]),
            (["[a-c]x", "[^a-c]y"], ["ax", "dy"], ["dx", "ay"]),
            (["a[^b]c"], ["axc", "a/c"], ["abc"]),
            ([#"\*"#, #"\[a"#], ["*", "[a"], ["a"]),
            (["a.b", "(x)", "^w", "$z", "a+b", "{y}"], ["a.b", "(x)", "^w", "$z", "a+b", "{y}"], ["axb", "aab"]),
            (["*", "!src"], ["a"], ["src", "src/a", "src/a/b"]),
            (["*", "!src/*.go"], ["src", "src/a.c", "src/d/a.go"], ["src/a.go"]),
            (["**/*.md", "!README.md"], ["a.md", "d/README.md"], ["README.md"]),
            (["!README.md", "*.md"], ["README.md"], []),
            (["d", "!d/keep", "d/keep/not"], ["d", "d/a", "d/keep/not", "d/keep/not/x"], ["d/keep", "d/keep/a"]),
            (["a", "!a/b", "a"], ["a", "a/c"], ["a/b"]),
            (["docs/*", "!docs/*.md"], ["docs/a"], ["docs", "docs/a.md"]),
            (["**"], ["a", "a/b"], []),
            (["**/**"], ["a", "a/b"], []),
            (["*/*"], ["a/b", "a/b/c"], ["a"]),
            ([" a ", "./b", "c/", "d//e", "f/../g"], ["a", "b", "c", "d/e", "g"], ["f"]),
            (["/a", "."], [], ["a"]),
            (["日本*"], ["日本語"], ["日"]),
            (["[é-日]"], ["日"], ["語", "a"]),
            (["A"], ["A"], ["a"]),
        ] as [([String], [String], [String])])
    func `patterns drop what moby's matcher drops`(patterns: [String], dropped: [String], kept: [String]) throws {
        let filter = try PathFilter(patterns)
        for path in dropped {
            #expect(verdict(on: path, filter).isExcluded, "\(path)")
            #expect(filter.dropping(Array(path.utf8)) != nil, "\(path)")
        }
        for path in kept {
            #expect(!verdict(on: path, filter).isExcluded, "\(path)")
            #expect(filter.dropping(Array(path.utf8)) == nil, "\(path)")
        }
    }

    @Test(
        arguments: [
            // Characters between brackets mean nothing, letters with a backslash are letters, and ^ is one of a name.
            (["[*]", "[?]"], ["*", "?"], ["a", "*]"]),
            ([#"\d\w"#], ["dw"], ["1a"]),
            (["*^"], ["a^"], ["a"]),
            (["[[:digit:]]x", "[^[:alpha:]]"], ["1x", "-"], ["ax", "a"]),
        ] as [([String], [String], [String])])
    func `what regular expressions would take for syntax is text`(
        patterns: [String], dropped: [String], kept: [String]
    ) throws {
        let filter = try PathFilter(patterns)
        for path in dropped { #expect(verdict(on: path, filter).isExcluded, "\(path)") }
        for path in kept { #expect(!verdict(on: path, filter).isExcluded, "\(path)") }
    }

    @Test func `a path can be asked about without the directories it is in`() throws {
        let filter = try PathFilter(["a", "!a/b/c", "**/*.pyc"])
        #expect(filter.verdict(on: Array("a/b".utf8), below: .root).isExcluded)
        #expect(!filter.verdict(on: Array("a/b/c/d".utf8), below: .root).isExcluded)
        #expect(filter.verdict(on: Array("x/y.pyc/z".utf8), below: .root).isExcluded)
        #expect(!filter.verdict(on: Array("x/y".utf8), below: .root).isExcluded)
    }

    @Test(
        arguments: [
            (["*.log", "!a.log", "a*"], "b.log", "*.log"), (["*.log", "!a.log", "a*"], "a.log", "a*"),
            (["d", "d/a"], "d/a", "d"), ([" ./x/ "], "x/y", "./x/"), (["a"], "b", nil),
        ] as [([String], String, String?)])
    func `the pattern that drops a path is known`(patterns: [String], path: String, expected: String?) throws {
        #expect(try PathFilter(patterns).dropping(Array(path.utf8)) == expected)
    }

    @Test func `names need not be text`() throws {
        let filter = try PathFilter([String(keepingBytes: [0x61, 0xff]), "?.o", "x\ny"])
        #expect(filter.dropping([0x61, 0xff]) != nil)
        #expect(filter.dropping([0x61, 0xfe]) == nil)
        #expect(filter.dropping([0xff, 0x2e, 0x6f]) != nil)
        #expect(filter.dropping([0xff, 0xff, 0x2e, 0x6f]) == nil)
        #expect(filter.dropping(Array("x\ny".utf8)) != nil)
        #expect(try PathFilter(["**/*.o"]).dropping(Array("x\ny/z.o".utf8)) != nil)
    }

    @Test(
        arguments: [
            // A dropped directory is looked into only where a ! may find something.
            ([".git"], ".git", false), ([".git", "!src"], ".git", false), ([".git", "!.git/config"], ".git", true),
            (["*", "!app"], "doc", false), (["*", "!app"], "app", true), (["*", "!app/x"], "app", true),
            (["*", "!app/x"], "app/y", false), (["*", "!**/x"], "app", true), (["*", "!*/x"], "app", true),
            (["*", "!*/x"], "app/y", false), (["*", "!a?p/[xy]"], "app", true), (["*", "!a?p/[xy]"], "aap/z", false),
            // The last one counts.
            (["*", "!app", "**/d"], "app/d", false), (["d", "!d/a", "d/**"], "d", false),
            // A kept directory may hold nothing that is kept.
            (["d/**"], "d", false), (["d/**", "!d/a"], "d", true), (["**/d/**"], "c/d", false), (["d/*"], "d", true),
            (["**"], "d", false), ([], "d", true), (["x/**", "*/y"], "d", true),
        ] as [([String], String, Bool)])
    func `directories without anything to keep are told`(patterns: [String], path: String, expected: Bool) throws {
        let filter = try PathFilter(patterns)
        #expect(filter.mayKeep(below: Array(path.utf8), verdict(on: path, filter)) == expected)
    }

    @Test(
        arguments: [
            ([".git", "dist"], "src", true), ([".git"], ".git", false), (["src/x"], "src", false),
            (["*.log"], "src", true),
            (["*/a"], "src", false), (["*/a"], "src/b", true), (["**/*.pyc"], "src", false),
            (["*", "!src"], "src", true),
            (["*", "!src", "**/x"], "src", false), (["**/x", "!src/**"], "src", true), (["s*/a*/b"], "src", false),
            (["s*/a*/b"], "src/b", true), ([], "src", true),
        ] as [([String], String, Bool)])
    func `directories with nothing to drop are told`(patterns: [String], path: String, expected: Bool) throws {
        let filter = try PathFilter(patterns)
        #expect(filter.keepsAll(below: Array(path.utf8), verdict(on: path, filter)) == expected)
    }

    @Test func `the top is asked about by an empty path`() throws {
        #expect(try PathFilter([]).keepsAll(below: [], .root))
        #expect(try !PathFilter(["a"]).keepsAll(below: [], .root))
        #expect(try !PathFilter(["**"]).mayKeep(below: [], .root))
        #expect(try PathFilter(["**", "!a"]).mayKeep(below: [], .root))
    }

    @Test(arguments: [
        ("!", "nothing follows the \"!\""), ("!/", "nothing follows the \"!\""), ("[a", "a \"[\" is never closed"),
        ("a/[]b", "a \"[\" is never closed"), ("[a-]", "a range of characters lacks one of its ends"),
        ("[-a]", "a range of characters lacks one of its ends"), ("[b-a]", "a range of characters runs backwards"),
        (#"a\"#, "it ends in a lone backslash"), ("[[:odd:]]", #"there is no class of characters "[:odd:]""#),
    ])
    func `what is no pattern is told`(pattern: String, reason: String) {
        #expect {
            try PathFilter(["a", pattern])
        } throws: {
            "\($0)" == "\"\(pattern)\" is not a pattern: \(reason)"
        }
    }

    @Test func `many patterns are as good as few`() throws {
        let many = (0..<200).flatMap { ["dir/name\($0)", "**/any\($0)", "*.end\($0)"] }
        let filter = try PathFilter(many + ["!dir/name7"])
        for path in ["dir/name199", "x/any150/y", "a.end123"] { #expect(filter.dropping(Array(path.utf8)) != nil) }
        for path in ["dir/name7", "dir/name200", "x/name1", "d/a.end1"] {
            #expect(filter.dropping(Array(path.utf8)) == nil)
        }
    }

    @Test func `a path longer than paths can be is in no directory`() throws {
        let filter = try PathFilter(["a"])
        #expect(filter.dropping(Array("a/b".utf8)) == "a")
        #expect(filter.dropping(Array(String(repeating: "a/", count: 100_000).utf8)) == nil)
    }

    @Test(arguments: [
        (["a"], false, false), (["*", "!a"], true, true), (["**/*"], false, true), (["**/a"], false, false),
    ])
    func `whether anything comes back, and whether all at the top goes, is known`(
        patterns: [String], bringsBack: Bool, dropsEverything: Bool
    ) throws {
        let filter = try PathFilter(patterns)
        #expect(filter.bringsBack == bringsBack)
        #expect(filter.dropsEverything == dropsEverything)
    }
}
