import Hashing
import Layers
import Testing

struct FileTreeIdentityTests {
    private static let base = ["d/", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"]

    @Test func `times do not count, and numbers of files with several names only by what they join`() throws {
        var builder = FileTreeBuilder()
        for step in try TreeLines.tree(Self.base).walk {
            var node = step.node
            node.attributes.modified = 99
            if case .file(var content) = node.kind, content.identity == 1 {
                content.identity = 7
                node.kind = .file(content)
            }
            try builder.put(step.path, node)
        }
        #expect(try builder.tree().identity == TreeLines.tree(Self.base).identity)
    }

    @Test(arguments: [
        ["d/ 0700", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/ 0755 1:0", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "d/f z", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "d/f x", "l -> e", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "d/f x", "l -> d", "p -", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "d/f x", "l -> d", "p |", "c * c 1 4", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "d/f x", "l -> d", "p |", "c * b 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 y", "h3 #1 y"],
        ["d/", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 #1 y"],
        ["d/ !", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/ ?", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y"],
        ["d/", "d/f x", "l -> d", "p |", "c * c 1 3", "h1 #1 y", "h2 #1 y", "h3 y", "w -"],
    ])
    func `all else counts`(lines: [String]) throws {
        #expect(try TreeLines.tree(lines).identity != TreeLines.tree(Self.base).identity)
    }

    @Test func `extended attributes count`() throws {
        func tree(_ name: String, _ value: [UInt8]) throws -> FileTree {
            var node = TreeLines.file("x", FileAttributes(mode: 0o644, modified: 0))
            node.attributes.extended = [ExtendedAttribute(name: Array(name.utf8), value: value)]
            var builder = FileTreeBuilder()
            try builder.put(Array("f".utf8), node)
            return builder.tree()
        }
        #expect(try tree("security.capability", [1]).identity != tree("security.capability", [2]).identity)
        #expect(try tree("a", [1]).identity != TreeLines.tree("f x").identity)
    }

    /// docs/cache-keys.md, by hand.
    @Test func `the bytes are those of the document`() throws {
        let tree = try TreeLines.tree("l -> t 1:2")
        var bytes: [UInt8] = Array("HLAYER1T".utf8) + [0, 1, 0, 0, 0]
        bytes += [1, 0, 0, 0] + Array("l".utf8) + Array("l".utf8) + [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
        bytes += [1, 0, 0, 0] + Array("t".utf8)
        #expect(tree.identity == ContentHash.digest(of: bytes))
    }
}
