import Hashing
import TestSupport
import Testing
import Values

@testable import Layers

@Suite struct TreeDecoderTests {
    static let pack = ContentHash.digest(of: [1])

    static func encoded() throws -> [UInt8] {
        let tree = try PackTests.sample().mapped { node in
            guard case .file(var content) = node.kind else { return node }
            content.digest = pack
            content.place = .pack(pack, offset: 512)
            return FileNode(node.attributes, .file(content))
        }
        return TreeEncoder(tree, pack: pack).bytes
    }

    static func decode(_ bytes: [UInt8]) throws -> FileTree {
        try TreeDecoder.tree(in: bytes, pack: pack, length: 1_600_000)
    }

    @Test func `what was written is read`() throws {
        let bytes = try Self.encoded()
        #expect(try TreeEncoder(Self.decode(bytes), pack: Self.pack).bytes == bytes)
    }

    @Test func `a tree that is cut short is refused`() throws {
        let bytes = try Self.encoded()
        for count in bytes.indices {
            #expect(throws: TreeDecoder.Damage.self) { try Self.decode(Array(bytes.prefix(count))) }
        }
        #expect(throws: TreeDecoder.Damage.self) { try Self.decode(bytes + [0]) }
    }

    @Test func `no bytes break more than the tree`() throws {
        let bytes = try Self.encoded()
        var generator = SeededGenerator(seed: 3)
        for place in bytes.indices {
            for _ in 0..<4 {
                var damaged = bytes
                damaged[place] = .random(in: 0...255, using: &generator)
                guard let tree = try? Self.decode(damaged) else { continue }
                // Whatever is read keeps the promises, and can be written.
                #expect(
                    try Self.decode(TreeEncoder(tree, pack: Self.pack).bytes).walk.allSatisfy { $0.path.count < 10_000 }
                )
            }
        }
    }

    @Test(arguments: ["a/b", "..", ".", ""]) func `a name that is none is refused`(_ name: String) throws {
        let tree = FileTree(Directory([Directory.Entry(Array(name.utf8), .fifo)]))
        #expect(throws: TreeDecoder.Damage.self) { try Self.decode(TreeEncoder(tree, pack: Self.pack).bytes) }
    }

    @Test func `names out of order are refused`() throws {
        let tree = FileTree(
            Directory([Directory.Entry(Array("b".utf8), .fifo), Directory.Entry(Array("a".utf8), .fifo)]))
        #expect(throws: TreeDecoder.Damage.self) { try Self.decode(TreeEncoder(tree, pack: Self.pack).bytes) }
    }

    @Test func `a file beyond the pack is refused`() throws {
        let content = FileContent(length: 1_600_000, digest: Self.pack, place: .pack(Self.pack, offset: 1))
        let node = FileNode(FileAttributes(mode: 0, modified: 0), .file(content))
        let bytes = TreeEncoder(FileTree(Directory([Directory.Entry([65], node)])), pack: Self.pack).bytes
        #expect(throws: TreeDecoder.Damage.self) { try Self.decode(bytes) }
    }
}
