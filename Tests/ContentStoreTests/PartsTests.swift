import ContentStore
import Host
import TestSupport
import Testing
import Values

@Suite struct PartsTests {
    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 41)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private mutating func add(blocks: Int = 4, cost: Double = 1, reference: String? = nil) throws -> Blob {
        var intake = Intake()
        intake.compression = .none
        intake.cost = cost
        intake.reference = reference
        return try store.add(random.noise(blocks * 4096), intake).blob
    }

    @Test mutating func `what a kept blob holds stays, over any number of steps`() throws {
        let (index, manifest, layer) = try (add(reference: "image"), add(), add())
        let stranger = try add()
        try store.note([manifest.digest], of: index.digest)
        try store.note([layer.digest], of: manifest.digest)
        #expect(try store.parts(of: manifest.digest) == [layer.digest])
        #expect(try store.usage().held == 3 * 16384)
        #expect(try store.prune(Pruning()).blobs.map(\.digest) == [stranger.digest])
        #expect(try store.removeReference("image"))
        #expect(try store.prune(Pruning()).blobs.map(\.digest) == [index.digest, manifest.digest, layer.digest])
        #expect(try store.blobs().isEmpty && store.verify().isClean)
    }

    @Test mutating func `a dry run names what goes with the whole, and a part of two wholes outlives one`() throws {
        let (first, second, shared, own) = try (add(cost: 1), add(cost: 9), add(cost: 2), add(cost: 3))
        try store.note([shared.digest, own.digest], of: first.digest)
        try store.note([shared.digest], of: second.digest)
        let keep = try store.usage().total - 3 * 16384 + 1
        let planned = try store.prune(Pruning(keep: keep, isDry: true)).blobs
        #expect(planned.map(\.digest) == [first.digest, own.digest, second.digest])
        #expect(try store.prune(Pruning(keep: keep)).blobs.map(\.digest) == planned.map(\.digest))
        #expect(try store.blobs().map(\.digest) == [shared.digest])
    }

    @Test mutating func `a write makes room of what only wholes keep, and of no more than it needs`() throws {
        let store = try fixture.open(limit: .bytes(20 << 20))
        let whole = try add(cost: 0)
        let parts = try (0..<3).map { _ in try add(blocks: 1024, cost: 2) }
        let dear = try add(cost: 1e6)
        try store.note(parts.map(\.digest), of: whole.digest)
        var intake = Intake()
        intake.cost = 1e6
        for _ in 0..<2 { _ = try store.add(random.noise(4 << 20), intake) }
        #expect(try store.blob(whole.digest) == nil && store.blob(dear.digest) != nil)
        #expect(try store.blobs().count == 4 && store.verify().isClean)
    }

    @Test mutating func `parts must be there, and noting them twice is no matter`() throws {
        let (whole, part) = try (add(reference: "image"), add())
        for _ in 0..<2 { try store.note([part.digest, whole.digest], of: whole.digest) }
        #expect(try store.blob(part.digest)?.holds == 1)
        let absent = Digest.sha256("gone")
        #expect(throws: StoreError.self) { try store.note([absent], of: whole.digest) }
        #expect(throws: StoreError.self) { try store.note([part.digest], of: absent) }
        #expect(try store.parts(of: whole.digest) == [part.digest])
    }

    @Test mutating func `an image that has lost a part is no image any more`() throws {
        let (index, manifest, layer, other) = try (add(reference: "image"), add(), add(), add())
        try store.note([manifest.digest], of: index.digest)
        try store.note([layer.digest, other.digest], of: manifest.digest)
        try store.setReference("layer", to: layer.digest)
        _ = try LocalFileSystem().remove(fixture.home.file(of: layer))
        let entries = try store.verify(repairing: true).entries
        #expect(entries.map(\.repair) == [.forgotten(references: ["image", "layer"])])
        #expect(try store.references().isEmpty && store.verify().isClean)
        #expect(try Set(store.prune(Pruning()).blobs.map(\.digest)) == [index.digest, manifest.digest, other.digest])
    }

    @Test mutating func `a lease keeps many at once, and says which are gone`() throws {
        let (first, second, third) = try (add(), add(), add())
        let absent = Digest.sha256("gone")
        let lease = try store.lease(for: "test")
        #expect(try lease.add([first.digest, absent, second.digest]) == [absent])
        #expect(try store.prune(Pruning()).blobs.map(\.digest) == [third.digest])
        withExtendedLifetime(lease) {}
    }
}
