import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

/// Files under the names of blobs, without rows.
@Suite struct StrayBlobTests {
    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 13)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private func forget(_ blob: Blob) throws {
        try Onlooker(fixture.home).execute(
            "DELETE FROM blobs WHERE lower(hex(substr(digest, 2))) = '\(blob.digest.hex)'")
    }

    @Test(arguments: [Intake.Compression.none, .zstd(level: 3)])
    mutating func `right bytes get their row back`(compression: Intake.Compression) throws {
        let content = random.text(100_000)
        var intake = Intake()
        intake.compression = compression
        let blob = try store.add(content, intake).blob
        try forget(blob)
        let path = fixture.home.file(of: blob)
        #expect(
            try store.verify().entries.map(\.finding) == [.unreferenced(blob.digest, path, bytes: blob.disk)])
        #expect(try store.verify(repairing: true).entries.map(\.repair) == [.adopted])
        #expect(try store.verify().isClean && store.usage().unaccounted == 0)
        #expect(try store.content(blob.digest) == content)
    }

    @Test mutating func `wrong bytes are put away`() throws {
        let blob = try store.add(random.noise(10_000)).blob
        try forget(blob)
        let path = fixture.home.file(of: blob)
        try Data([1]).write(to: URL(fileURLWithPath: path.description))
        #expect(try store.verify().entries.map(\.finding) == [.rubbish(path, bytes: 4096)])
        #expect(try store.verify(repairing: true).entries.count == 1)
        #expect(try store.verify().isClean && store.open(blob.digest) == nil)
    }

    @Test mutating func `the next write of a blob takes a leftover of it over, in whatever encoding`() throws {
        let content = random.text(100_000)
        for first in [Intake.Compression.none, .zstd(level: 3)] {
            for second in [Intake.Compression.none, .zstd(level: 3)] {
                var intake = Intake()
                intake.compression = first
                try forget(store.add(content, intake).blob)
                intake.compression = second
                #expect(try store.add(content, intake).isNew)
                #expect(try store.verify().isClean && store.usage().unaccounted == 0)
                _ = try store.prune(Pruning())
            }
        }
    }

    @Test mutating func `a blob that comes back in another encoding while it leaves leaves no file behind`() throws {
        let content = random.text(100_000)
        var intake = Intake()
        intake.compression = .none
        _ = try store.add(content, intake)
        // As between the two steps of an eviction.
        try Onlooker(fixture.home).execute("UPDATE blobs SET leaving = 1")
        intake.compression = .zstd(level: 3)
        let again = try store.add(content, intake)
        #expect(again.isNew && again.blob.encoding == .zstd)
        #expect(try fixture.open().verify().isClean)
        #expect(try store.usage().unaccounted == 0 && store.content(again.blob.digest) == content)
    }

    // Below the home: where somebody left a file under a name that is not text.
    @Test(
        .enabled(if: TemporaryDirectory.takesAnyName, "names have to be text here"),
        arguments: ["blobs", "blobs/sha256", "blobs/sha256/00"])
    func `a stranger's name need not be text`(place: String) throws {
        let system = LocalFileSystem()
        let directory = fixture.home / place
        _ = try system.makeDirectory(fixture.home / "blobs/sha256")
        _ = try system.makeDirectory(directory)
        let name = Path(bytes: [0x62, 0xff])
        for number in 1...2 {
            try [UInt8](repeating: 1, count: 5000).withUnsafeBytes {
                try OpenFile(directory / name, .create, on: system).write($0)
            }
            #expect(try store.usage().unaccounted == 8192)
            #expect(try store.verify().entries.map(\.finding) == [.rubbish(directory / name, bytes: 8192)])
            _ = try store.verify(repairing: true)
            let kept = try system.names(in: fixture.home / "quarantine")
            #expect(Set(kept) == (number == 1 ? [name] : [name, name.appending(".1")]))
        }
        #expect(try store.verify().isClean && store.usage().quarantine == 16_384)
        #expect(try store.prune(Pruning()).quarantine == 16_384)
        #expect(DiskWalk(fixture.home / "quarantine" / name).bytes == 0)
    }

    @Test(.enabled(if: TemporaryDirectory.takesAnyName, "names have to be text here"))
    func `what is in flight under a name that is not text is swept`() throws {
        let path = fixture.home / "tmp" / Path(bytes: [0xff])
        _ = try LocalFileSystem().makeDirectory(path)
        _ = try OpenFile(path / Path(bytes: [0xfe]), .create, on: LocalFileSystem())
        _ = try fixture.open()
        #expect(try LocalFileSystem().status(path) == nil)
    }

    @Test mutating func `a file of one hole, longer than all disks, is no blob`() throws {
        let directory = try TemporaryDirectory.quick()
        let configuration = StoreConfiguration(home: directory.path / "home", limit: .none)
        let path: Path
        do {
            let store = try Store(configuration)
            let blobs = try (0..<2).map { _ in try store.add(random.noise(10_000)).blob }
            path = store.home.file(of: blobs[0])
            // Where a file system has no such files there is nothing to be seen.
            guard truncate(path.description, .max) == 0 else { return }
            try Onlooker(store.home).execute("DELETE FROM blobs")
        }
        try Store.rebuildIndex(configuration)
        let store = try Store(configuration)
        #expect(try store.blobs().count == 1)
        guard case .rubbish(path, _)? = try store.verify().entries.first?.finding else {
            Issue.record("it was taken for a blob")
            return
        }
        #expect(try store.verify(repairing: true).entries.count == 1)
        #expect(try store.verify().isClean)
    }

    // The numbers are seconds since 1970; ext4 cuts them off, a file system in memory keeps them.
    @Test(arguments: [99_999_999_999_999, -99_999_999_999_999])
    mutating func `a blob's file may be of any age`(seconds: Int) throws {
        let directory = try TemporaryDirectory.quick()
        let configuration = StoreConfiguration(home: directory.path / "home", limit: .none)
        let store = try Store(configuration)
        let blob = try store.add(random.noise(10_000)).blob
        let time = timespec(tv_sec: seconds, tv_nsec: 0)
        let path = store.home.file(of: blob)
        try #require(path.withCString { utimensat(AT_FDCWD, $0, [time, time], 0) } == 0)
        try Onlooker(store.home).execute("DELETE FROM blobs")
        #expect(try store.verify(repairing: true).entries.map(\.repair) == [.adopted])
        let found = try #require(try store.blob(blob.digest))
        #expect(found.used.description.hasPrefix(seconds < 0 ? "0000" : "9999") || found.used != blob.used)
        #expect(try store.prune(Pruning()).blobs == [found])
    }

    @Test mutating func `a second encoding beside the one that has a row is put away`() throws {
        let content = random.text(100_000)
        let blob = try store.add(content).blob
        let plain = Path(bytes: Array(fixture.home.file(of: blob).bytes.dropLast(4)))
        try Data(content).write(to: URL(fileURLWithPath: plain.description))
        #expect(try store.verify().entries.count == 1)
        #expect(try store.verify(repairing: true).entries.count == 1)
        #expect(try store.verify().isClean && store.content(blob.digest) == content)
    }
}
