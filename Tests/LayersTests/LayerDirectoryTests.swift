import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

@testable import Layers

/// What needs the rights of root: owners, devices, capabilities.
let isRoot = geteuid() == 0

@Suite(.enabled(if: isRoot, "owners and devices take root")) struct LayerDirectoryTests {
    let fixture: LayerFixture

    init() throws {
        fixture = try LayerFixture()
    }

    @Test func `a tree, its pack, its directory and what is captured of that are the same layer`() throws {
        let layers = fixture.layers
        let layer = try layers.add(PackTests.sample(), seconds: 1)
        let directory = try layers.directory(of: layer)
        let other = try LayerFixture()
        let upper = try other.folder("upper")
        try run("cp", "-a", directory.path.description + "/.", upper.description)
        let captured = try other.layers.captured(upper, seconds: 2)
        #expect(captured.identity == layer.identity)
        #expect(captured.diffID == layer.diffID)
        #expect(!FileManager.default.fileExists(atPath: upper.description))
        let made = try other.layers.directory(of: captured)
        #expect(
            try run(
                "diff", "-r", "--no-dereference", "-x", "pipe", "-x", "null", made.path.description,
                directory.path.description) == "")
    }

    @Test func `unchanged files of a layer that is like it are linked`() throws {
        let layers = fixture.layers
        let first = try layers.add(FileTree([("d/same", .file("same")), ("d/other", .file("one"))]), seconds: 1)
        let second = try layers.add(FileTree([("d/same", .file("same")), ("d/other", .file("two"))]), seconds: 1)
        let old = try layers.directory(of: first)
        let new = try layers.directory(of: second, like: [first])
        func inode(_ directory: LayerDirectory, _ name: String) throws -> UInt64? {
            try LocalFileSystem().status(directory.path / name)?.identity.inode
        }
        #expect(try inode(old, "d/same") == inode(new, "d/same"))
        #expect(try inode(old, "d/other") != inode(new, "d/other"))
        #expect(try run("cat", (new.path / "d/other").description) == "two")
    }

    @Test func `an overlay of directories shows the merged tree`() throws {
        let layers = fixture.layers
        let lower = try layers.add(
            FileTree([
                ("etc", .directory(mode: 0o700)), ("etc/a", .file("a")), ("etc/b", .file("b")),
                ("old", .directory()), ("old/x", .file("x")), ("gone", .directory()), ("gone/y", .file("y")),
            ]), seconds: 1)
        let upper = try layers.add(
            FileTree([
                ("etc/b", .file("B")), ("etc/c", .link("a")), ("etc/a", .whiteout),
                ("old", .directory(isOpaque: true)), ("old/z", .file("z")), ("gone", .whiteout),
            ]), seconds: 1)
        let directories = [
            try layers.directory(of: upper, above: [lower]), try layers.directory(of: lower),
        ]
        let mount = try fixture.folder("mount")
        let lowers = directories.map(\.path.description).joined(separator: ":")
        try run("mount", "-t", "overlay", "overlay", "-o", "lowerdir=\(lowers),userxattr", mount.description)
        defer { _ = try? run("umount", mount.description) }
        let names = try run("find", ".", "-mindepth", "1", in: mount).split(separator: "\n").sorted()
        #expect(names == ["./etc", "./etc/b", "./etc/c", "./old", "./old/z"])
        #expect(try run("cat", "etc/b", in: mount) == "B")
        // The upper layer only implies it.
        #expect(try run("stat", "-c", "%a", "etc", in: mount) == "700\n")
        let merged = try layers.tree(of: [lower, upper]).walk.map { "./" + String(decoding: $0.path, as: UTF8.self) }
        #expect(merged == names.map(String.init))
    }

    @Test func `many that want a directory at once have the same`() throws {
        let layer = try fixture.layers.add(PackTests.sample(), seconds: 1)
        let stores = try (0..<6).map { _ in try fixture.reopened() }
        let paths = Guarded<[Path]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { number in
            guard let directory = try? stores[number].directory(of: layer) else { return }
            paths.withLock { $0.append(directory.path) }
        }
        #expect(paths.withLock { $0.count } == 6)
        #expect(Set(paths.withLock { $0 }).count == 1)
    }

    @Test func `long runs of zeros take no room`() throws {
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        bytes[1_000_000] = 1
        let layer = try fixture.layers.add(FileTree([("f", .file(bytes))]), seconds: 1)
        let directory = try fixture.layers.directory(of: layer)
        let status = try #require(try LocalFileSystem().status(directory.path / "f"))
        #expect(status.length == 4 << 20)
        #expect(status.allocated < 1 << 20)
        #expect(try run("sha256sum", "f", in: directory.path).hasPrefix(ContentHash.digest(of: bytes).hex))
    }

    static let hasUmoci = FileManager.default.isExecutableFile(atPath: "/usr/bin/umoci")

    @Test(.enabled(if: hasUmoci, "there is no umoci")) func `umoci unpacks what our directory has`() throws {
        let layer = try fixture.layers.add(PackTests.sample(), seconds: 1)
        let pack = try fixture.file(fixture.pack(layer))
        let folder = fixture.directory.path
        try run("umoci", "init", "--layout", "image", in: folder)
        try run("umoci", "new", "--image", "image:x", in: folder)
        try run("umoci", "raw", "add-layer", "--image", "image:x", pack.description, in: folder)
        try run("umoci", "unpack", "--image", "image:x", "bundle", in: folder)
        let directory = try fixture.layers.directory(of: layer)
        // Times by the second, as packs have them.
        let list =
            "find . -mindepth 1 -printf '%p %y %m %U:%G %s %n %l %Ts\n' | sort; find . -type f | sort | xargs -d '\n' sha256sum"
        let ours = try run("sh", "-c", list, in: directory.path)
        #expect(try run("sh", "-c", list, in: folder / "bundle" / "rootfs") == ours)
        #expect(ours.contains("./dir/second f 644 0:0 5 2"))
    }
}
