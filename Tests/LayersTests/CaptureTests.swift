import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

@testable import Layers

#if os(Linux)
@Suite struct CaptureTests {
    let fixture: LayerFixture
    let upper: Path

    init() throws {
        fixture = try LayerFixture()
        upper = try fixture.folder("upper")
    }

    func sh(_ script: String) throws { try run("sh", "-c", script, in: upper) }

    func captured() throws -> FileTree {
        try fixture.layers.tree(of: fixture.layers.captured(upper, seconds: 1))
    }

    func node(_ tree: FileTree, _ path: String) throws -> FileNode { try #require(tree.node(at: Array(path.utf8))) }

    @Test func `what is in the upper directory is in the layer`() throws {
        try sh(
            """
            umask 022; mkdir -p a/b; echo one > a/b/f; chmod 4711 a/b/f; ln a/b/f a/hard; ln -s f a/b/l; mkfifo p
            touch -d @1234567890 a/b/f; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("s")'
            """)
        let tree = try captured()
        let file = try node(tree, "a/b/f")
        #expect(file.attributes.mode == 0o4711)
        #expect(file.attributes.modified == 1_234_567_890_000_000_000)
        guard case .file(let content) = file.kind, case .file(let hard) = try node(tree, "a/hard").kind else {
            Issue.record("no file")
            return
        }
        #expect(try fixture.layers.bytes(of: content, limit: .max) == Array("one\n".utf8))
        #expect(content.identity != nil)
        #expect(content.identity == hard.identity)
        #expect(
            tree.walk.map { String(decoding: $0.path, as: UTF8.self) } == ["a", "a/b", "a/b/f", "a/b/l", "a/hard", "p"])
    }

    @Test func `the same files at another time are the layer of before, where that is given`() throws {
        try sh("echo one > f")
        let first = try fixture.layers.captured(upper, seconds: 1)
        _ = try fixture.folder("upper")
        try sh("echo one > f; touch -d @1 f")
        let packs = try fixture.store.blobs().count
        #expect(try fixture.layers.captured(upper, seconds: 1, previous: first) == first)
        #expect(try fixture.store.blobs().count == packs)
        #expect(!FileManager.default.fileExists(atPath: upper.description))
    }

    @Test func `holes are zeros`() throws {
        try sh("printf a > f; truncate -s 20M f; printf z >> f; truncate -s 30M f; truncate -s 3M g")
        let tree = try captured()
        for (name, length) in [("f", 30 << 20), ("g", 3 << 20)] {
            guard case .file(let content) = try node(tree, name).kind else { continue }
            let bytes = try fixture.layers.bytes(of: content, limit: .max)
            #expect(bytes.count == length)
            #expect(bytes.count { $0 != 0 } == (name == "f" ? 2 : 0))
        }
    }

    @Test(.enabled(if: isRoot, "whiteouts are made by root here")) func `what is gone and what is opaque`() throws {
        try sh(
            "mkdir d; mknod d/gone c 0 0; mknod null c 1 3; setfattr -n user.overlay.opaque -v y d || python3 -c 'import os; os.setxattr(\"d\", \"user.overlay.opaque\", b\"y\")'"
        )
        let tree = try captured()
        guard case .directory(let directory) = try node(tree, "d").kind else { return }
        #expect(directory.isOpaque)
        #expect(directory.entries.count == 1)
        guard case .whiteout? = directory.entries.first?.node.kind else {
            Issue.record("no whiteout")
            return
        }
        guard case .device(false, 1, 3) = try node(tree, "null").kind else {
            Issue.record("no device")
            return
        }
    }

    @Test func `attributes of users and of overlayfs are left out`() throws {
        try sh(
            "echo f > f; python3 -c 'import os; os.setxattr(\"f\", \"user.mine\", b\"1\"); os.setxattr(\"f\", \"user.overlay.origin\", b\"1\")'"
        )
        #expect(try node(captured(), "f").attributes.extended.isEmpty)
    }

    @Test func `what is shut against its owner is read and stays shut`() throws {
        try sh("mkdir -p d/e; echo f > d/e/f; chmod 0 d/e/f d/e d")
        let layer = try fixture.layers.captured(upper, seconds: 1)
        let tree = try fixture.layers.tree(of: layer)
        for path in ["d", "d/e", "d/e/f"] { #expect(try node(tree, path).attributes.mode == 0) }
        let directory = try fixture.layers.directory(of: layer)
        #expect(try LocalFileSystem().status(directory.path / "d")?.mode == 0)
        try run("chmod", "-R", "u+rwx", (directory.path / "d").description)
    }

    @Test func `names in odd forms`() throws {
        try run(
            "python3", "-c",
            """
            import os
            for i in range(300):
                os.makedirs(b"%d" % i)
                for j in range(10): open(b"%d/\\xff\\x01 %d\\n" % (i, j), "w").close()
            """, in: upper)
        let layer = try fixture.layers.captured(upper, seconds: 1)
        let tree = try fixture.layers.tree(of: layer)
        #expect(tree.walk.reduce(0) { count, _ in count + 1 } == 3300)
        let other = try LayerFixture()
        let pack = try fixture.pack(layer)
        var rest = pack[...]
        let again = try other.layers.imported(layer.diffID) { buffer in
            let count = min(buffer.count, rest.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
        #expect(again.identity == layer.identity)
    }

    @Test func `a tree that is too deep is told`() throws {
        try run(
            "python3", "-c",
            """
            import os
            for i in range(1005):
                os.mkdir("d"); os.chdir("d")
            """, in: upper)
        let error = #expect(throws: LayerFault.self) { try captured() }
        #expect(error?.description.hasSuffix("is more than 1000 directories deep") == true)
        try run("rm", "-r", "upper", in: upper.parent)
    }
}
#endif
