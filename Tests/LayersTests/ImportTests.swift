import Archives
import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

@testable import Layers

@Suite struct ImportTests {
    let fixture: LayerFixture

    init() throws {
        fixture = try LayerFixture()
    }

    func imported(_ tar: [UInt8], compressed: [UInt8]? = nil) throws -> (layer: StoredLayer, lines: [String]) {
        let layer = try fixture.layers.imported(ContentHash.digest(of: tar), from: source(compressed ?? tar))
        return (layer, try lines(fixture.layers.tree(of: layer)))
    }

    /// Paths with what is there: kind, mode, owner and content.
    func lines(_ tree: FileTree) throws -> [String] {
        try tree.walk.map { step in
            let (path, attributes) = (String(decoding: step.path, as: UTF8.self), step.node.attributes)
            let mode = String(attributes.mode, radix: 8)
            switch step.node.kind {
            case .file(let content):
                let bytes = try fixture.layers.bytes(of: content, limit: .max)
                #expect(ContentHash.digest(of: bytes) == content.digest)
                return "\(path) \(mode) \(String(decoding: bytes.prefix(20), as: UTF8.self))"
                    + (content.identity.map { " #\($0)" } ?? "")
            case .directory(let directory):
                return path + "/" + (directory.isImplied ? "" : " \(mode)") + (directory.isOpaque ? " !" : "")
            case .link(let target): return "\(path) -> \(String(decoding: target, as: UTF8.self))"
            case .fifo: return "\(path) |"
            case .device(let isBlock, let major, let minor): return "\(path) \(isBlock ? "b" : "c") \(major) \(minor)"
            case .whiteout: return "\(path) gone"
            }
        }
    }

    func source(_ bytes: [UInt8]) -> ArchiveSource {
        var rest = bytes[...]
        return { buffer in
            let count = min(buffer.count, rest.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
    }

    @Test func `a pack of ours that is imported elsewhere is the same layer`() throws {
        let layer = try fixture.layers.add(PackTests.sample(), seconds: 1)
        let pack = try fixture.pack(layer)
        let other = try LayerFixture()
        let again = try other.layers.imported(layer.diffID, from: source(pack))
        #expect(again.diffID == layer.diffID)
        #expect(again.identity == layer.identity)
    }

    @Test(arguments: ["gnu", "oldgnu", "pax", "ustar", "v7"]) func `tars of every dialect`(_ dialect: String) throws {
        let folder = try fixture.folder("tree")
        try run(
            "sh", "-c",
            """
            umask 022; mkdir -p d/e; echo hi > d/a; echo ho > d/e/b; ln d/a d/c; ln -s a d/l
            """, in: folder)
        let tar = fixture.directory.path / "x.tar"
        try run("tar", "--format=\(dialect)", "-cf", tar.description, "--sort=name", "d", in: folder)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: tar.description)))
        #expect(
            try imported(bytes).lines == [
                "d/ 755", "d/a 644 hi\n #1", "d/c 644 hi\n #1", "d/e/ 755", "d/e/b 644 ho\n", "d/l -> a",
            ])
    }

    @Test(arguments: ["gzip", "zstd", "xz", "bzip2", "cat"]) func `tars packed in every way`(_ program: String) throws {
        let folder = try fixture.folder("tree")
        try run(
            "sh", "-c", "echo hi > a && tar -cf x.tar a && \(program) -c x.tar > y || \(program) x.tar > y", in: folder)
        let tar = Array(try Data(contentsOf: URL(fileURLWithPath: (folder / "x.tar").description)))
        let packed = Array(try Data(contentsOf: URL(fileURLWithPath: (folder / "y").description)))
        #expect(try imported(tar, compressed: packed).lines == ["a 644 hi\n"])
    }

    @Test(arguments: [
        "--format=gnu", "--format=posix --sparse-version=0.0", "--format=posix --sparse-version=0.1",
        "--format=posix --sparse-version=1.0",
    ])
    func `sparse files have blobs of their own`(_ options: String) throws {
        let folder = try fixture.folder("tree")
        try run(
            "sh", "-c",
            """
            printf first > s; truncate -s 3M s; printf last >> s; echo after > t; truncate -s 1M u
            tar \(options) --sparse -cf x.tar s t u
            """, in: folder)
        let tar = Array(try Data(contentsOf: URL(fileURLWithPath: (folder / "x.tar").description)))
        #expect(tar.count < 100_000)
        let layer = try imported(tar).layer
        let tree = try fixture.layers.tree(of: layer)
        for name in ["s", "t", "u"] {
            guard case .file(let content)? = tree.node(at: Array(name.utf8))?.kind else { throw Missing() }
            let bytes = try fixture.layers.bytes(of: content, limit: .max)
            #expect(bytes == Array(try Data(contentsOf: URL(fileURLWithPath: (folder / name).description))))
        }
        #expect(try fixture.reopened().tree(of: layer).identity == layer.identity)
    }

    struct Missing: Error {}

    @Test func `names lead nowhere out of the layer, and nothing is followed`() throws {
        var tar = SampleTar()
        tar.add("../../etc/x", "0", Array("x".utf8))
        tar.add("/abs", "0", Array("y".utf8))
        tar.add("./", "5", mode: 0o700)
        tar.add("./l", "2", link: "/etc")
        tar.add("l/passwd", "0", Array("z".utf8))
        #expect(try imported(tar.ended).lines == ["abs 644 y", "etc/", "etc/x 644 x", "l/", "l/passwd 644 z"])
    }

    @Test func `the last of several entries counts, and directories keep what is in them`() throws {
        var tar = SampleTar()
        tar.add("d", "5", mode: 0o700)
        tar.add("d/a", "0", Array("1".utf8))
        tar.add("d", "5", mode: 0o755)
        tar.add("d/a", "0", Array("2".utf8))
        tar.add("f", "0", Array("f".utf8))
        tar.add("f", "5", mode: 0o755)
        tar.add("g", "5")
        tar.add("g/x", "0")
        tar.add("g", "0", Array("g".utf8))
        #expect(try imported(tar.ended).lines == ["d/ 755", "d/a 644 2", "f/ 755", "g 644 g"])
    }

    @Test func `whiteouts count for what is below, wherever they stand`() throws {
        var tar = SampleTar()
        tar.add("a/.wh.b")
        tar.add("c/.wh..wh..opq")
        tar.add("d/x", "0")
        tar.add(".wh.d")
        tar.add(".wh.e")
        tar.add("e/x", "0")
        tar.add(".wh.f")
        tar.add("f", "0")
        tar.add(".wh..wh.plnk", "5")
        #expect(
            try imported(tar.ended).lines == [
                "a/", "a/b gone", "c/ !", "d/ !", "d/x 644 ", "e/ !", "e/x 644 ", "f 644 ",
            ])
    }

    @Test(arguments: [".wh.", ".wh..", "x/.wh..."]) func `whiteouts of what cannot be are refused`(_ name: String)
        throws
    {
        var tar = SampleTar()
        tar.add(name)
        #expect(throws: LayerFault.self) { try imported(tar.ended) }
    }

    @Test func `a hard link leads to what came before it`() throws {
        var tar = SampleTar()
        tar.add("d/b", "1", link: "a")
        let digest = ContentHash.digest(of: tar.ended)
        let error = #expect(throws: LayerFault.self) {
            try fixture.layers.imported(digest, from: source(tar.ended))
        }
        #expect(error?.description == "the entry d/b is a hard link to a, which is not there")
    }

    @Test func `another diff ID than promised is told`() throws {
        let error = #expect(throws: LayerFault.self) {
            try fixture.layers.imported(ContentHash.digest(of: [1]), from: source(SampleTar().ended))
        }
        #expect(error?.description.contains("should be sha256:4bf5122f3445") == true)
    }

    @Test func `layers may be empty`() throws {
        #expect(try imported([UInt8](repeating: 0, count: 1024)).lines == [])
    }
}
