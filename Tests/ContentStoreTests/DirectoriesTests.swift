import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

/// Copies of layers that can be thrown away.
@Suite struct DirectoriesTests {
    private let fixture: StoreFixture
    private var random = SeededGenerator(seed: 47)

    init() throws {
        fixture = try StoreFixture()
    }

    private var layers: Path { fixture.home / "layers" }

    /// Makes a directory with a file of `size` bytes.
    private mutating func make(_ name: String, size: Int = 1 << 20, in store: Store) throws {
        let lock = try store.lockDirectory(name, .exclusive)
        let scratch = try store.makeScratch()
        try Data(random.noise(size)).write(to: URL(fileURLWithPath: (scratch / "file").description))
        try store.noteDirectory(name, Int64(size))
        try LocalFileSystem().rename(scratch, to: store.paths.layers / name)
        withExtendedLifetime(lock) {}
    }

    private func names() throws -> Set<String> {
        try Set(LocalFileSystem().names(in: layers).compactMap(\.text).filter { !$0.hasSuffix(".lock") })
    }

    private func noted() throws -> Int64 { try Onlooker(fixture.home).number("SELECT directories FROM totals") }

    @Test mutating func `a directory counts, in its row and in the total`() throws {
        let store = try fixture.open()
        #expect(try !store.touchDirectory("a"))
        try make("a", in: store)
        #expect(try store.touchDirectory("a") && fixture.open().touchDirectory("a"))
        #expect(try noted() == 1 << 20)
        let usage = try store.usage()
        #expect(usage.layers >= 1 << 20 && usage.total == DiskWalk(fixture.home).bytes)
        try store.noteDirectory("a", 4096)
        #expect(try noted() == 4096)
        #expect(try store.removeDirectory("a") && !store.touchDirectory("a"))
        #expect(try noted() == 0 && LocalFileSystem().names(in: layers).isEmpty && store.verify().isClean)
    }

    @Test mutating func `room is made of directories before any blob, and of none that is in use`() throws {
        let store = try fixture.open(limit: .bytes(20 << 20))
        let blob = try store.add(random.noise(1 << 20)).blob
        for name in ["old", "used", "young"] {
            try make(name, size: 4 << 20, in: store)
            fixture.clock.advance(bySeconds: 100)
        }
        let lock = try store.lockDirectory("used", .shared)
        #expect(try store.touchDirectory("old"))
        _ = try store.add(random.noise(3 << 20))
        #expect(try names() == ["old", "used"])
        #expect(try store.removeDirectory("used") == false)
        _ = try store.add(random.noise(4 << 20))
        #expect(try names() == ["used"] && store.blob(blob.digest) != nil)
        #expect(throws: StoreError.self) { try store.noteDirectory("huge", 30 << 20) }
        #expect(try names() == ["used"] && store.verify().isClean)
        withExtendedLifetime(lock) {}
    }

    @Test mutating func `a pruning begins with directories`() throws {
        let store = try fixture.open()
        let blob = try store.add(random.noise(1 << 20)).blob
        try make("a", in: store)
        fixture.clock.advance(bySeconds: 100)
        try make("b", in: store)
        let keep = try store.usage().total - 100
        let expected = [PrunedDirectory(path: "layers/a", disk: 1 << 20)]
        #expect(try store.prune(Pruning(keep: keep, isDry: true)).directories == expected)
        #expect(try names() == ["a", "b"])
        #expect(try store.prune(Pruning(keep: keep)).directories == expected)
        #expect(try names() == ["b"] && store.blob(blob.digest) != nil)
    }

    @Test mutating func `what is of no use any more is swept`() throws {
        do {
            let store = try fixture.open(boot: "one")
            try make("foreign", in: store)
        }
        let store = try fixture.open(boot: "two")
        #expect(try names().isEmpty && noted() == 0)
        try make("good", in: store)
        for name in ["stray/a/b", "good.leaving", "making"] {
            try FileManager.default.createDirectory(
                atPath: (layers / name).description, withIntermediateDirectories: true)
        }
        let lock = try store.lockDirectory("making", .exclusive)
        try Onlooker(fixture.home).execute("INSERT INTO directories VALUES ('layers/lost', 'two', 5, 5)")
        _ = try fixture.open(boot: "two")
        #expect(try names() == ["good", "making"] && noted() == 1 << 20)
        #expect(try store.touchDirectory("good") && fixture.notices.isEmpty)
        withExtendedLifetime(lock) {}
    }

    @Test mutating func `a tree goes whatever its permissions, its depth and its links`() throws {
        let store = try fixture.open()
        try make("odd", in: store)
        let outside = fixture.directory.path / "outside"
        try FileManager.default.createDirectory(atPath: outside.description, withIntermediateDirectories: true)
        try Data([1]).write(to: URL(fileURLWithPath: (outside / "file").description))
        let script = """
            cd "\(layers)/odd" && ln -s "\(outside)" link && mkdir -p closed/a/b closed/c && touch closed/a/b/f &&
            ln -s "\(outside)" closed/a/link && ln -s "\(outside)" closed/a/b/link &&
            chmod 000 closed/a/b && chmod 555 closed/a closed/c && chmod 000 closed &&
            mkdir deep && cd deep && for i in $(seq 300); do mkdir aaaaaaaaaaaaaaaaaaaa && cd -P aaaaaaaaaaaaaaaaaaaa || exit 1; done
            """
        let program = try Program(Path("/bin/sh"), ["-c", script])
        let words = program.readAll()
        #expect(program.wait() == 0, "\(words)")
        #expect(try store.usage().layers > 300 * 4096)
        #expect(try store.removeDirectory("odd"))
        #expect(try names().isEmpty)
        #expect(try LocalFileSystem().status(outside / "file") != nil)
    }

    @Test mutating func `cache mounts count, and go when they are asked to and nobody uses them`() throws {
        let store = try fixture.open()
        for place in ["a/0", "a/1", "b/0"] {
            let files = fixture.home / "mounts" / place / "files"
            try FileManager.default.createDirectory(atPath: files.description, withIntermediateDirectories: true)
            try Data(random.noise(1 << 20)).write(to: URL(fileURLWithPath: (files / "file").description))
        }
        try store.measureMounts()
        #expect(try noted() >= 3 << 20 && store.usage().mounts >= 3 << 20)
        #expect(try store.prune(Pruning()).mounts == 0)
        #expect(try store.prune(Pruning(isDry: true, includesMounts: true)).mounts >= 3 << 20)
        let lock = try OpenFile(fixture.home / "mounts/a/1/lock", .readWrite, on: LocalFileSystem())
        #expect(try lock.lock(.shared, waiting: false))
        #expect(try store.prune(Pruning(includesMounts: true)).mounts >= 2 << 20)
        #expect(try LocalFileSystem().status(fixture.home / "mounts/a/1/files/file") != nil)
        #expect(try LocalFileSystem().status(fixture.home / "mounts/b/0/files") == nil)
        #expect(try noted() < 2 << 20)
    }
}
