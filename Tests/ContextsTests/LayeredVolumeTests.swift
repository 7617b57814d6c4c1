#if os(Linux)
import Contexts
import Foundation
import Glibc
import Host
import TestSupport
import Testing

/// A file system of two layers. Where the process may mount nothing there is none to be had.
@Suite(.enabled(if: Tmpfs.isPossible)) struct LayeredVolumeTests {
    private let volume: Tmpfs
    private let home: TemporaryDirectory

    init() throws {
        volume = try Tmpfs(size: 1 << 20)
        home = try .quick()
        for name in ["lower/d", "upper/d", "work", "merged"] {
            try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        }
        try Data("1".utf8).write(to: URL(fileURLWithPath: path("lower/d/a")))
    }

    private func path(_ name: String) -> String { (volume.path / name).description }

    /// A run that sees the files as an hour old.
    private func run() throws -> (files: Int?, figures: ScanFigures) {
        let options = "lowerdir=\(path("lower")),upperdir=\(path("upper")),workdir=\(path("work"))"
        guard mount("overlay", path("merged"), "overlay", 0, options) == 0 else {
            throw SystemError("mount", nil, .last)
        }
        defer { umount2(path("merged"), Int32(MNT_DETACH)) }
        let context = DirectoryContext(
            root: volume.path / "merged", cache: home.path, on: WatchedTree(clock: Later.byAnHour))
        let files = try context.select(Selector(sources: ["."])).first?.files
        context.save()
        return (files, context.figures)
    }

    @Test func `a name that comes to a layer while it is not mounted is seen`() throws {
        #expect(try run().files == 1)
        let again = try run()
        #expect((again.files, again.figures.hashedFiles) == (1, 0))
        try Data("2".utf8).write(to: URL(fileURLWithPath: path("lower/d/b")))
        #expect(try run().files == 2)
    }
}
#endif
