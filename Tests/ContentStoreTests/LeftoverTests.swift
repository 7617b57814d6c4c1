import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

/// What dead processes left, and what cannot be cleared away.
@Suite struct LeftoverTests {
    private let fixture: StoreFixture
    private var random = SeededGenerator(seed: 31)

    init() throws {
        fixture = try StoreFixture()
    }

    @Test mutating func `what cannot be cleared away keeps nobody from the rest`() throws {
        let blob = try fixture.open().add(random.noise(10_000)).blob
        let onlooker = try Onlooker(fixture.home)
        try onlooker.execute("UPDATE blobs SET leaving = 1")
        for name in ["0", "5f5f5f5f5f5f5f5f", "9", "abababababababab", "../blobs"] {
            try onlooker.execute("INSERT INTO sessions (id, pid, started_at) VALUES ('\(name)', 1, 1)")
        }
        // No lock can be had on this one.
        let obstacle = fixture.home / "tmp/00000000000000aa.lock"
        _ = try LocalFileSystem().makeDirectory(obstacle)
        let store = try fixture.open()
        #expect(try store.blob(blob.digest) == nil)
        #expect(try LocalFileSystem().status(fixture.home.file(of: blob)) == nil)
        #expect(try onlooker.sessions() == 0)
        let notices = fixture.notices.map(\.description)
        #expect(notices.count == 1 && notices[0].contains("\(obstacle)"), "\(notices)")
    }

    @Test mutating func `what no session made is cleared away, and a living one is not`() throws {
        let store = try fixture.open()
        let lease = try store.lease(for: "test")
        let living = try Set(LocalFileSystem().names(in: fixture.home / "tmp"))
        for name in [".lock", "x.lock", "..lock", "rubbish"] {
            _ = try OpenFile(fixture.home / "tmp" / name, .create, on: LocalFileSystem())
        }
        _ = try fixture.open()
        #expect(try Set(LocalFileSystem().names(in: fixture.home / "tmp")) == living)
        #expect(try lease.add(store.add(random.noise(10_000)).blob.digest))
        #expect(fixture.notices.isEmpty)
    }

    @Test func `taking a file in again is a use of it`() throws {
        let store = try fixture.open()
        let blob = try store.add([1, 2, 3]).blob
        fixture.clock.advance(bySeconds: 3600)
        #expect(try store.add([1, 2, 3]).blob.used > blob.used)
    }

    @Test mutating func `damaged files give way to a write that needs their room`() throws {
        let limit = Limit.bytes(24 << 20)
        let quarantine = fixture.home / "quarantine"
        _ = try fixture.open(limit: limit)
        _ = try LocalFileSystem().makeDirectory(quarantine)
        try Data(random.noise(15 << 20)).write(to: URL(fileURLWithPath: (quarantine / "old").description))
        let store = try fixture.open(limit: limit)
        #expect(try store.add(random.noise(8 << 20)).isNew)
        #expect(try store.usage().quarantine == 0)
    }

    @Test func `a lease that outlives its store still counts`() throws {
        let blob = try fixture.open().add([1, 2, 3]).blob
        let lease = try fixture.open().lease(for: "test")
        #expect(try lease.add(blob.digest))
        #expect(throws: StoreError.self) { try Store.rebuildIndex(fixture.configuration()) }
        #expect(try fixture.open().prune(Pruning()).blobs.isEmpty)
        #expect(try lease.add(blob.digest))
    }

    // A sum that a trigger keeps, set wrong.
    @Test(arguments: [
        "UPDATE totals SET disk = disk + 1", "UPDATE totals SET blobs = 7", "UPDATE totals SET reserved = 4096",
        "UPDATE totals SET shards = 0", "UPDATE blobs SET holds = holds + 1",
    ])
    func `sums that do not add up are damage to the index`(statement: String) throws {
        let store = try fixture.open()
        try store.setReference("kept", to: store.add([1, 2, 3]).blob.digest)
        #expect(try store.verify().isClean)
        try Onlooker(fixture.home).execute(statement)
        guard case .damagedIndex = try store.verify().entries.first?.finding else {
            Issue.record("not found")
            return
        }
        let error = #expect(throws: StoreError.self) { try store.verify(repairing: true) }
        #expect(error?.isIndexDamage == true)
    }

    @Test mutating func `a copy that shares its files with the store is not in flight`() throws {
        let store = try fixture.open()
        let blob = try store.add(random.noise(10_000)).blob
        let file = fixture.home.file(of: blob)
        try Onlooker(fixture.home).execute("DELETE FROM blobs")
        try LocalFileSystem().link(file, to: fixture.directory.path / "copy")
        guard case .unreferenced(blob.digest, file, _) = try store.verify().entries.first?.finding else {
            Issue.record("not found")
            return
        }
    }
}
