#if os(Linux)
import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

/// A home on a file system of its own, which nobody may write to.
@Suite(.serialized, .enabled(if: Tmpfs.isPossible, "needs leave to mount")) struct ReadOnlyDiskTests {
    private let disk: Tmpfs
    private let heard = Heard()
    private var home: Path { disk.path / "home" }

    init() throws {
        disk = try Tmpfs(size: 64 << 20)
    }

    private func open() throws -> Store {
        let heard = heard
        return try Store(StoreConfiguration(home: home, limit: .none) { heard.add($0) })
    }

    @Test func `a home may be on another file system than the rest`() throws {
        let digest = try open().add([1, 2, 3]).blob.digest
        #expect(try open().content(digest) == [1, 2, 3])
        #expect(try open().verify().isClean && heard.notices.isEmpty)
    }

    @Test func `what was left in order is read`() throws {
        let digest = try open().add([1, 2, 3]).blob.digest
        try disk.makeReadOnly()
        let store = try open()
        #expect(!store.isWritable && heard.notices == [.readOnly(home)])
        #expect(try store.content(digest) == [1, 2, 3] && store.verify().isClean)
        #expect(try store.references().isEmpty && store.usage().blobs == 1)
        #expect(throws: StoreError.self) { try store.add([4]) }
        #expect(throws: StoreError.self) { try Store.rebuildIndex(StoreConfiguration(home: home)) }
    }

    @Test func `an empty disk that cannot be written has no store`() throws {
        try FileManager.default.createDirectory(
            atPath: home.description, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try disk.makeReadOnly()
        let error = #expect(throws: StoreError.self) { try open() }
        #expect(error?.description == "there is no store in \(home), and none can be made there")
    }

    // With the file that readers share, as a killed process leaves it, and without, as after a reboot or a copy.
    @Test(arguments: [true, false])
    func `what a killed process left in the log is read, or it is said why not`(withShared: Bool) throws {
        // Killed in the middle: its log is not worked in.
        let program = try Program(Program.built("StoreExerciser"), [home.description, "k", "3", "100000"])
        for _ in 0..<60 { _ = program.read(atMost: 1) }
        program.kill()
        #expect(program.wait() == -9)
        #expect(try LocalFileSystem().status(home / "index.sqlite-wal")?.length ?? 0 > 0)
        let copy = try HomeCopy(of: home)
        if !withShared { _ = try LocalFileSystem().remove(home / "index.sqlite-shm") }
        let right = try copy.open().blobs()
        #expect(!right.isEmpty)
        try disk.makeReadOnly()
        do {
            let store = try open()
            // What was leaving there is finished in the copy.
            #expect(try store.blobs().map(\.digest) == right.map(\.digest))
            for blob in right { try #require(try store.open(blob.digest)).forEachPiece { _ in } }
        } catch let error as StoreError {
            #expect(!withShared, "\(error)")
            #expect(error.hint?.contains("writable once") == true, "\(error)")
        }
    }
}
#endif
