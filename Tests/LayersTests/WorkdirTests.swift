import Layers
import OCI
import Testing

struct WorkdirTests {
    private static func made(_ path: String, over below: [String], by owner: FileOwner? = nil) throws -> [String] {
        try lines(Workdir(path: Array(path.utf8), ownership: owner, time: 5).layer(over: TreeLines.tree(below)))
    }

    /// The path, what is there, the layer.
    private static let rules: [(String, [String], [String])] = [
        ("/a/b", [], ["a/ 5:6", "a/b/ 5:6"]), ("/a/b", ["a/ 0700"], ["a/ 0700", "a/b/ 5:6"]),
        // Nothing for what is there.
        ("/a/b", ["a/", "a/b/ 0711"], []), ("/", [], []), ("/l", ["l -> a", "a/"], []),
        // Links are followed inside the root, also to what is not there.
        ("/l/b", ["l -> ../../a", "a/"], ["a/", "a/b/ 5:6"]), ("/l/b", ["l -> n"], ["n/ 5:6", "n/b/ 5:6"]),
        ("/a/../../b", [], ["b/ 5:6"]),
        // `..` is taken back as written.
        ("/l/../b", ["l -> f/x", "f x"], ["b/ 5:6"]), ("/g/b", ["g/ 2775 0:8"], ["g/ 2775 0:8", "g/b/ 2755 5:6"]),
    ]

    @Test(arguments: rules) func `WORKDIR`(_ path: String, _ below: [String], _ layer: [String]) throws {
        #expect(try Self.made(path, over: below, by: FileOwner(user: 5, group: 6)) == layer)
    }

    @Test func `a file in the way is an error`() {
        #expect(throws: CopyFault.notDirectory("/a")) { try Self.made("/a", over: ["a x"]) }
        #expect(throws: CopyFault.notDirectory("/a")) { try Self.made("/a/b", over: ["a x"]) }
        #expect(throws: CopyFault.loop("/l")) { try Self.made("/l", over: ["l -> l"]) }
    }
}
