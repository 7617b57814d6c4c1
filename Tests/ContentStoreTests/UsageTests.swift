import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite struct UsageTests {
    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 23)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private func expectExact(_ place: SourceLocation = #_sourceLocation) throws {
        let usage = try store.usage()
        #expect(usage.total == DiskWalk(fixture.home).bytes, sourceLocation: place)
        let parts = usage.disk + usage.unaccounted + usage.index + usage.inFlight + usage.quarantine + usage.other
        #expect(usage.total == parts, sourceLocation: place)
    }

    @Test mutating func `the total is what du counts, in every state`() throws {
        try expectExact()
        for size in [0, 1, 5000, 300_000, 3 << 20] {
            _ = try store.add(random.noise(size))
            _ = try store.add(random.text(size + 1))
        }
        try expectExact()
        // A damaged blob in the quarantine, a stray one, a missing one.
        let blobs = try store.blobs().filter { $0.size > 5000 }
        try Data([1]).write(to: URL(fileURLWithPath: fixture.home.file(of: blobs[0]).description))
        _ = try store.verify(repairing: true)
        #expect(try store.usage().quarantine == 4096)
        try Data([1]).write(to: URL(fileURLWithPath: (fixture.home / "blobs/stray").description))
        #expect(try store.usage().unaccounted == 4096)
        _ = try LocalFileSystem().remove(fixture.home.file(of: blobs[1]))
        #expect(try store.usage().unaccounted == 4096 - blobs[1].disk)
        try expectExact()
        _ = try store.prune(Pruning())
        try expectExact()
        #expect(try store.usage().disk == 0)
    }

    @Test mutating func `what is being written counts, as long as it is`() throws {
        let watched = Watched(random.noise(3 << 20)) { [store] in (try? store.usage().inFlight) ?? 0 }
        _ = try store.add(watched)
        #expect(watched.seen.most >= 2 << 20)
        #expect(try store.usage().inFlight == 0)
        try expectExact()
    }

    @Test func `usage says what is held`() throws {
        let blob = try store.add([1, 2, 3]).blob
        try store.setReference("a", to: blob.digest)
        try store.setReference("b", to: blob.digest)
        _ = try store.add([4])
        let usage = try store.usage()
        #expect(usage.blobs == 2 && usage.content == 4 && usage.held == blob.disk && usage.disk == 2 * blob.disk)
        #expect(usage.limit == nil)
        #expect(try fixture.open(limit: .bytes(20 << 20)).usage().limit == 20 << 20)
    }
}

/// Bytes that look at something whenever they are asked for.
private struct Watched: ContentStore.ByteSource {
    final class Seen {
        var most: Int64 = 0
    }

    let seen = Seen()
    private var source: MemorySource
    private let look: () -> Int64

    init(_ bytes: [UInt8], _ look: @escaping () -> Int64) {
        source = MemorySource(bytes)
        self.look = look
    }

    var length: Int64? { source.length }

    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        seen.most = max(seen.most, look())
        return source.fill(buffer)
    }
}
