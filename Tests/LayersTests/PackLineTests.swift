import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

@testable import Layers

@Suite struct PackLineTests {
    let fixture: LayerFixture

    init() throws {
        fixture = try LayerFixture()
    }

    /// Small files among some that are longer than a segment.
    func tree(_ count: Int = 3000) throws -> FileTree {
        var generator = SeededGenerator(seed: 7)
        return try FileTree(
            (0..<count).map { number in
                let length = number % 500 == 9 ? 700_000 : Int.random(in: 0...6000, using: &generator)
                let byte = UInt8(truncatingIfNeeded: number)
                return ("d\(number % 7)/f\(number)", .file([UInt8](repeating: byte, count: length)))
            })
    }

    func pack(_ tree: FileTree, threads: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let filler = PackFiller(try PackPlan(tree), fixture.layers)
        try PackLine(filler, threads: threads).run { bytes += $0 }
        #expect(bytes.count == Int(filler.plan.length))
        return bytes
    }

    @Test func `threads do not show in a pack`() throws {
        let tree = try tree()
        let one = try pack(tree, threads: 1)
        for threads in [2, 3, 8] { #expect(try pack(tree, threads: threads) == one) }
    }

    @Test func `what is taken from other packs makes the same pack`() throws {
        let tree = try tree()
        let layer = try fixture.layers.add(tree, seconds: 1)
        let from = try fixture.layers.tree(of: layer)
        #expect(try pack(from, threads: 2) == fixture.pack(layer))
        // Something in the middle goes, and something new comes first.
        var builder = FileTreeBuilder(from)
        builder.remove(Array("d3/f500".utf8))
        try builder.put(Array("0".utf8), .file("new"))
        let second = try fixture.layers.add(builder.tree(), seconds: 1)
        for step in try fixture.layers.tree(of: second).walk {
            guard case .file(let content) = step.node.kind else { continue }
            #expect(
                ContentHash.digest(of: try fixture.layers.bytes(of: content, limit: .max)) == content.digest)
        }
    }

    /// Bytes that are not those they were.
    struct Wrong: FileBytes {
        let bytes: [UInt8]

        func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
            try bytes.withUnsafeBytes(body)
        }
    }

    @Test(arguments: [2, 3, 4]) func `a file that has changed meanwhile is told`(_ length: Int) throws {
        let digest = ContentHash.digest(of: [1, 2, 3])
        let content = FileContent(
            length: 3, digest: digest, place: .elsewhere(Wrong(bytes: [UInt8](repeating: 9, count: length))))
        let node = FileNode(FileAttributes(mode: 0o644, modified: 0), .file(content))
        let error = #expect(throws: LayerFault.self) {
            try fixture.layers.add(FileTree([("dir/file", node)]), seconds: 1)
        }
        #expect(error?.description == "dir/file has changed while it was read")
        #expect(error?.hint == "run the build again when nothing writes there")
        #expect(try fixture.store.blobs().isEmpty)
    }

    @Test func `a layer of known files is not made again`() throws {
        let layer = try fixture.layers.add(tree(50), seconds: 1)
        let blobs = try fixture.store.blobs().count
        var again = try fixture.layers.tree(of: layer)
        again = again.mapped { node in
            var node = node
            node.attributes.modified += 5_000_000_000
            return node
        }
        #expect(try fixture.layers.add(again, seconds: 1, previous: layer) == layer)
        #expect(try fixture.store.blobs().count == blobs)
        // Somebody may have meant the times.
        #expect(try fixture.layers.add(again, seconds: 1) != layer)
    }

    @Test func `other programs unpack a pack`() throws {
        let layer = try fixture.layers.add(tree(200), seconds: 1)
        let pack = try fixture.file(fixture.pack(layer))
        let folders = try ["gnu", "bsd"].map { try fixture.folder($0) }
        try run("tar", "-xf", pack.description, in: folders[0])
        try run(
            "python3", "-c", "import tarfile, sys; tarfile.open(sys.argv[1]).extractall()", pack.description,
            in: folders[1])
        #expect(try run("diff", "-r", folders[0].description, folders[1].description) == "")
        let names = try run("find", ".", "-type", "f", in: folders[0]).split(separator: "\n").count
        #expect(names == 200)
    }
}
