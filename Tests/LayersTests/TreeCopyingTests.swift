import Contexts
import Layers
import OCI
import Testing

/// COPY of one tree into another, both as `TreeLines` has them.
struct TreeCopyingTests {
    struct Rule: CustomTestStringConvertible, Sendable {
        let words: String
        var below: [String] = []
        let from: [String]
        let copy: [String]
        let to: String
        var owner: FileOwner?
        var mode: String?
        let gives: [String]

        var testDescription: String { words }

        init(
            _ words: String, below: [String] = [], from: [String], copy: String..., to: String, owner: FileOwner? = nil,
            mode: String? = nil, gives: [String]
        ) {
            self.words = words
            (self.below, self.from, self.copy, self.to) = (below, from, copy, to)
            (self.owner, self.mode, self.gives) = (owner, mode, gives)
        }
    }

    private static func layer(_ rule: Rule) throws -> FileTree {
        let items = try rule.copy.map { source in
            CopySource.items(try TreeSelection(TreeLines.tree(rule.from)).items(Selector(sources: [source])))
        }
        let copying = TreeCopying(
            destination: Array(rule.to.utf8), ownership: rule.owner, mode: rule.mode, time: 5)
        return try copying.layer(of: items, over: TreeLines.tree(rule.below))
    }

    private static let someone = FileOwner(user: 5, group: 6)

    static let rules: [Rule] = [
        Rule("a file to a new name", from: ["a x"], copy: "a", to: "/b", gives: ["b x"]),
        Rule("a file to a new directory", from: ["a x"], copy: "a", to: "/d/", gives: ["d/", "d/a x"]),
        Rule("the same with a dot", from: ["a x"], copy: "a", to: "/d/.", gives: ["d/", "d/a x"]),
        Rule(
            "a file to a directory that is there", below: ["d/ 0711 3:3"], from: ["a x"], copy: "a", to: "/d",
            gives: ["d/ 0711 3:3", "d/a x"]),
        Rule("missing parents", from: ["a x"], copy: "a", to: "/d/e/b", gives: ["d/", "d/e/", "d/e/b x"]),
        Rule("owners and modes are kept", from: ["a 4751 1:2 x"], copy: "a", to: "/", gives: ["a 4751 1:2 x"]),
        Rule(
            "a directory gives its contents alone", from: ["s/ 0700 9:9", "s/a x", "s/d/ 2750 1:2", "s/d/b y"],
            copy: "s", to: "/t", gives: ["t/", "t/a x", "t/d/ 2750 1:2", "t/d/b y"]),
        Rule(
            "directories below take what the source's have", below: ["t/ 0711", "t/d/ 0700 4:4", "t/d/z z"],
            from: ["s/ 0700", "s/d/ 0750 1:2", "s/d/b y"], copy: "s", to: "/t",
            gives: ["t/ 0711", "t/d/ 0750 1:2", "t/d/b y", "t/d/z z"]),
        Rule(
            "--chown owns what is made, too", from: ["s/", "s/a x", "s/l -> a", "s/d/"], copy: "s", to: "/p/t",
            owner: someone, gives: ["p/ 5:6", "p/t/ 5:6", "p/t/a 5:6 x", "p/t/d/ 5:6", "p/t/l -> a 5:6"]),
        Rule(
            "setuid outlives --chown", from: ["a 6755 x"], copy: "a", to: "/a", owner: someone,
            gives: ["a 6755 5:6 x"]),
        Rule(
            "an octal --chmod acts on what is made, but for setuid and sticky",
            from: ["s/", "s/a x", "s/d/", "s/l -> a"],
            copy: "s", to: "/p/t", mode: "5700",
            gives: ["p/ 0700", "p/t/ 0700", "p/t/a 5700 x", "p/t/d/ 5700", "p/t/l -> a"]),
        Rule(
            "a symbolic one does not", from: ["s/", "s/a x", "s/d/", "s/e 0755 x"], copy: "s", to: "/p/t",
            mode: "u=rwX,go=", gives: ["p/", "p/t/", "p/t/a 0600 x", "p/t/d/ 0700", "p/t/e 0700 x"]),
        Rule(
            "wildcards match names with dots, and directories merge",
            from: ["s/", "s/.h x", "s/a/", "s/a/x y", "s/b/", "s/b/z y", "t y"], copy: "s/*", to: "/",
            gives: [".h x", "x y", "z y"]),
        Rule(
            "links that match are followed, and have their own names",
            from: ["s/", "s/f x", "s/l -> f", "s/d/", "s/d/i -> ../f"],
            copy: "s/?", to: "/o/", gives: ["o/", "o/f x", "o/i -> ../f", "o/l x"]),
        Rule(
            "links in a source are followed inside its root", from: ["r x", "d/", "d/up -> ../../../..", "abs -> /r"],
            copy: "d/up/r", "abs", to: "/o/", gives: ["o/", "o/abs x", "o/r x"]),
        Rule(
            "a wildcard without a match is nothing", below: ["a x"], from: ["b y"], copy: "c*", to: "/d/",
            gives: ["a x"]),
        Rule(
            "several sources to a new name overwrite each other", from: ["a x", "b y"], copy: "a", "b", to: "/n",
            gives: ["n y"]),
        Rule(
            "the destination follows links inside the root", below: ["l -> /../e/../d", "d/"], from: ["a x"],
            copy: "a", to: "/l/", gives: ["d/", "d/a x", "l -> /../e/../d"]),
        Rule(
            "links that lead to nothing are made directories of", below: ["l -> n/m"], from: ["a x"], copy: "a",
            to: "/l/", gives: ["l -> n/m", "n/", "n/m/", "n/m/a x"]),
        Rule(
            "a file copied onto a link goes through it", below: ["l -> d/f", "d/", "d/f y"], from: ["a x"], copy: "a",
            to: "/l", gives: ["d/", "d/f x", "l -> d/f"]),
        Rule(
            "a file copied into a directory takes a link's place", below: ["d/", "d/a -> b", "d/b y"], from: ["a x"],
            copy: "a", to: "/d/", gives: ["d/", "d/a x", "d/b y"]),
        Rule(
            "inside of a tree files replace links", below: ["t/", "t/a -> b", "t/b y"], from: ["s/", "s/a x"],
            copy: "s", to: "/t", gives: ["t/", "t/a x", "t/b y"]),
        Rule(
            "a link takes a file's place", below: ["t/", "t/a y"], from: ["s/", "s/a -> z"], copy: "s", to: "/t",
            gives: ["t/", "t/a -> z"]),
        Rule(
            "names of one file stay together inside a source",
            from: ["s/", "s/a #4 x", "s/b #4 x", "t/", "t/c #4 x", "t/d #4 x", "u #4 x"], copy: "s", "t", "u", to: "/",
            gives: ["a #1 x", "b #1 x", "c #2 x", "d #2 x", "u x"]),
        Rule(
            "a directory with set-group-id gives that and its group", below: ["m/ 2775 0:8"], from: ["a x"], copy: "a",
            to: "/m/n/o/", gives: ["m/ 2775 0:8", "m/n/ 2755 0:8", "m/n/o/ 2755 0:8", "m/n/o/a x"]),
        Rule(
            "`..` of the destination is taken back as written", below: ["l -> d/e", "d/", "d/e/"], from: ["a x"],
            copy: "a", to: "/l/../../b", gives: ["b x", "d/", "d/e/", "l -> d/e"]),
        Rule(
            "devices and fifos", from: ["s/", "s/p | 0600", "s/c * c 1 3"], copy: "s", to: "/",
            gives: ["c * c 1 3", "p | 0600"]),
    ]

    @Test(arguments: rules) func `COPY`(_ rule: Rule) throws {
        let below = try TreeLines.tree(rule.below)
        #expect(try lines(below.applying(Self.layer(rule))) == rule.gives)
    }

    static let faults: [(Rule, CopyFault)] = [
        (
            Rule("a directory over a file", below: ["f y"], from: ["s/", "s/a x"], copy: "s", to: "/f", gives: []),
            .directoryOverFile("/f")
        ),
        (
            Rule(
                "a tree's directory over a file", below: ["t/", "t/d y"], from: ["s/", "s/d/"], copy: "s", to: "/t",
                gives: []),
            .directoryOverFile("/t/d")
        ),
        (
            Rule(
                "a tree's directory over a link to one", below: ["t/", "t/d -> e", "t/e/"], from: ["s/", "s/d/"],
                copy: "s",
                to: "/t", gives: []), .directoryOverFile("/t/d")
        ),
        (
            Rule(
                "a file over an inner directory", below: ["t/", "t/a/"], from: ["a x"], copy: "a", to: "/t", gives: []),
            .fileOverDirectory("/t/a")
        ),
        (
            Rule(
                "a tree's link over a directory", below: ["t/", "t/a/"], from: ["s/", "s/a -> x"], copy: "s", to: "/t/",
                gives: []), .fileOverDirectory("/t/a")
        ),
        (
            Rule("a way through a file", below: ["f y"], from: ["a x"], copy: "a", to: "/f/b", gives: []),
            .notDirectory("/f")
        ),
        (
            Rule("a file as a directory", below: ["f y"], from: ["a x"], copy: "a", to: "/f/", gives: []),
            .notDirectory("/f")
        ),
        (
            Rule("links in a circle", below: ["l -> m", "m -> l"], from: ["a x"], copy: "a", to: "/l/b", gives: []),
            .loop("/l")
        ),
        (Rule("a mode that is none", from: ["a x"], copy: "a", to: "/b", mode: "u*x", gives: []), .badMode("u*x")),
    ]

    @Test(arguments: faults) func `COPY that cannot be`(_ rule: Rule, _ fault: CopyFault) {
        #expect(throws: fault) { try Self.layer(rule) }
        #expect(!fault.description.isEmpty && fault.hint != nil)
    }

    @Test func `a layer has what is new alone, and the directories it is in`() throws {
        let rule = Rule(
            "", below: ["d/ 0700 1:1", "d/e/", "d/e/f x", "d/g/", "h x"], from: ["a x"], copy: "a", to: "/d/e/",
            gives: [])
        #expect(try lines(Self.layer(rule)) == ["d/ 0700 1:1", "d/e/", "d/e/a x"])
    }

    @Test func `with --link nothing of what is below counts`() throws {
        let items = try TreeSelection(TreeLines.tree("a x")).items(Selector(sources: ["a"]))
        func layer(_ destination: String) throws -> [String] {
            try lines(
                TreeCopying(destination: Array(destination.utf8), time: 5).layer(of: [.items(items)], over: nil))
        }
        #expect(try layer("/tmp") == ["tmp x"])
        #expect(try layer("/d/e/") == ["d/", "d/e/", "d/e/a x"])
    }

    @Test func `heredocs and fetched files`() throws {
        let fetched = FileContent(length: 1, digest: nil, place: .bytes([0x61]))
        let sources: [CopySource] = [
            .heredoc(name: Array("EOF".utf8), Array("text".utf8)),
            .fetched(name: Array("page".utf8), fetched, modified: nil),
        ]
        let tree = try TreeCopying(destination: Array("/d/".utf8), time: 5).layer(of: sources, over: nil)
        #expect(lines(tree) == ["d/", "d/EOF text", "d/page 0600 a"])
        #expect(tree.walk.map(\.node.attributes.modified) == [5, 5, 0])
    }

    @Test func `times are kept, and those that are not known are that of the copy`() throws {
        var known = TreeLines.file("x", FileAttributes(mode: 0o644, modified: 77))
        let item = { (name: String, node: FileNode) in
            SourceItem(name: Array(name.utf8), node: node, digest: FileTree().identity)
        }
        let unknown = TreeLines.file("x", FileAttributes(mode: 0o644, modified: FileAttributes.unknownTime))
        let sources: [CopySource] = [.items([item("a", known), item("b", unknown)])]
        let tree = try TreeCopying(destination: Array("/d/".utf8), time: 5).layer(of: sources, over: nil)
        #expect(tree.walk.map(\.node.attributes.modified) == [5, 77, 5])
        known.kind = .directory(Directory())
        let copied = try TreeCopying(destination: Array("/d".utf8), time: 5).layer(
            of: [.items([item("", known)])], over: nil)
        #expect(copied.walk.map(\.node.attributes.modified) == [77])
    }

    @Test func `of extended attributes capabilities alone are copied`() throws {
        var node = TreeLines.file("x", FileAttributes(mode: 0o644, modified: 1))
        node.attributes.extended = ["security.capability", "user.note"].map {
            ExtendedAttribute(name: Array($0.utf8), value: [1])
        }
        let item = SourceItem(name: Array("a".utf8), node: node, digest: FileTree().identity)
        let tree = try TreeCopying(destination: Array("/".utf8), time: 5).layer(of: [.items([item])], over: nil)
        #expect(lines(tree) == ["a x +security.capability"])
    }
}
