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
