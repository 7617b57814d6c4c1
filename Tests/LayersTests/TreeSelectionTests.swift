import Contexts
import Layers
import Testing
import Values

struct TreeSelectionTests {
    private static let tree = [
        "app/ 0700 1:2", "app/bin/ 0750", "app/bin/run 0755 one", "app/lib/", "app/lib/a two", "app/lib/b two",
        "app/link -> ../etc/conf", "etc/", "etc/conf three", "gone -> nothing", "round -> round",
    ]

    /// Names of items, and what they hold.
    private static func select(
        _ sources: [String], excludes: [String] = [], parents: Bool = false, isMount: Bool = false
    ) throws -> [[String]] {
        let selector = Selector(sources: sources, excludes: excludes, keepsParents: parents, isMount: isMount)
        return try items(selector).map { item in
            let name = String(decoding: item.name, as: UTF8.self)
            let inner = FileTree(item.node.directory ?? Directory())
            let passages = item.passages.map { "(\(String(decoding: $0, as: UTF8.self)))" }.sorted()
            return [TreeLines.line(name, item.node)] + lines(inner) + passages
        }
    }

    private static func items(_ selector: Selector, of lines: [String] = tree) throws -> [SourceItem] {
        try TreeSelection(TreeLines.tree(lines)).items(selector)
    }

    @Test func `files have their names, directories their contents`() throws {
        #expect(try Self.select(["/app/lib/a", "app/bin"]) == [["a two"], ["/ 0750", "run 0755 one"]])
        #expect(try Self.select(["app/link"]) == [["link three"]])
        #expect(try Self.select(["app/*"]).map(\.first) == ["/ 0750", "/", "link three"])
        #expect(try Self.select(["app/lib/[^a]"]) == [["b two"]])
        #expect(try Self.select(["app/none*"]) == [])
    }

    @Test func `what is excluded is not there`() throws {
        #expect(
            try Self.select(["app"], excludes: ["lib", "!lib/b"]) == [
                ["/ 0700 1:2", "bin/ 0750", "bin/run 0755 one", "lib/", "lib/b two", "link -> ../etc/conf", "(lib)"]
            ])
        #expect(try Self.select(["app/lib/a"], excludes: ["a", "**"]) == [["a two"]])
    }

    @Test func `parents stay`() throws {
        #expect(
            try Self.select(["app/lib/a"], parents: true) == [
                ["/", "app/ 0700 1:2", "app/lib/", "app/lib/a two", "(app)", "(app/lib)"]
            ])
        #expect(try Self.select(["app/./lib"], parents: true) == [["/ 0700 1:2", "lib/", "lib/a two", "lib/b two"]])
        #expect(try Self.select(["none*"], parents: true) == [["/"]])
    }

    @Test func `a mount has no patterns`() throws {
        #expect(try Self.select(["app/lib"], isMount: true) == [["/", "a two", "b two"]])
        #expect(throws: ContextFault.self) { try Self.select(["app/l*"], isMount: true) }
    }

    @Test(arguments: [
        ("app/lob/a", ContextFault.absent("app/lob/a", nearest: "/app/lib")), ("nope", .absent("nope", nearest: nil)),
        ("gone", .absent("gone", nearest: nil)), ("etc/conf/x", .absent("etc/conf/x", nearest: nil)),
        ("round", .loop("round")),
    ])
    func `what is not there is an error`(_ source: String, _ fault: ContextFault) {
        #expect(throws: fault) { try Self.select([source]) }
        #expect(!fault.description.isEmpty && fault.hint != nil)
    }

    @Test func `links that match a pattern have to lead somewhere, and a pattern has to be one`() {
        #expect(throws: ContextFault.self) { try Self.select(["go*"]) }
        #expect(throws: ContextFault.self) { try Self.select(["app/["]) }
    }

    /// Changes to `d/f 0644 0:0 x` in `d/`, and whether the digest of `d` is another for them.
    @Test(arguments: [
        (["d/", "d/f 0600 x"], true), (["d/", "d/f 0644 1:0 x"], true), (["d/", "d/f 0644 0:1 x"], true),
        (["d/", "d/f y"], true), (["d/", "d/g x"], true), (["d/", "d/f -> x"], true),
        (["d/", "d/f x", "d/g -> f"], true),
        (["d/ 0700 3:3", "d/f x"], false), (["d/", "d/f #4 x"], false), (["d/", "d/f x", "e x"], false),
    ])
    func `what a copy takes over counts`(_ lines: [String], _ isOther: Bool) throws {
        func digest(_ lines: [String]) throws -> [UInt8] {
            try Self.items(Selector(sources: ["d"]), of: lines)[0].digest.bytes
        }
        #expect(try (digest(lines) != digest(["d/", "d/f x"])) == isOther)
    }

    @Test func `the mode of a directory counts where it is mounted`() throws {
        func digest(_ lines: [String]) throws -> [UInt8] {
            try Self.items(Selector(sources: ["d"], isMount: true), of: lines)[0].digest.bytes
        }
        #expect(try digest(["d/ 0700"]) != digest(["d/"]))
    }
}
