import ContentStore
import Host
import TestSupport
import Testing
import Values

@Suite struct EvictionTests {
    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 21)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    /// A blob that takes `blocks` blocks, took `cost` seconds to make and is `age` days old at the end.
    struct Sample: Sendable, CustomTestStringConvertible {
        let blocks: Int
        let cost: Double?
        let age: Double

        init(_ blocks: Int, cost: Double? = nil, age: Double = 0) {
            (self.blocks, self.cost, self.age) = (blocks, cost, age)
        }

        var testDescription: String { "\(blocks) blocks, \(cost.map { "\($0) s" } ?? "unknown"), \(age) days" }
    }

    private mutating func add(_ sample: Sample, reference: String? = nil, lease: Lease? = nil) throws -> Blob {
        var intake = Intake()
        intake.compression = .none
        intake.cost = sample.cost
        intake.reference = reference
        intake.lease = lease
        return try store.add(random.noise(sample.blocks * 4096), intake).blob
    }

    // The first of each pair is worth less, and goes first.
    @Test(arguments: [
        // The same, but older.
        (Sample(4, cost: 1, age: 2), Sample(4, cost: 1, age: 1)),
        // The same cost for more bytes.
        (Sample(8, cost: 1), Sample(4, cost: 1)),
        // Cheaper to make again.
        (Sample(4, cost: 1), Sample(4, cost: 2)),
        // Seven days halve the worth: a little more than twice the cost outlives a week more, a little less does not.
        (Sample(4, cost: 1, age: 0), Sample(4, cost: 2.1, age: 7)),
        (Sample(4, cost: 1.9, age: 7), Sample(4, cost: 1, age: 0)),
        // An unknown cost is a second and a little more.
        (Sample(4, cost: 0.5), Sample(4)),
        (Sample(4), Sample(4, cost: 1.5)),
        // A cost of nothing is still a cost.
        (Sample(8, cost: 0), Sample(4, cost: 0)),
    ])
    mutating func `what is worth least goes first`(less: Sample, more: Sample) throws {
        var blobs: [Double: [Blob]] = [:]
        // Time runs one way: the older is made first.
        let ordered = less.age >= more.age ? [less, more] : [more, less]
        var goner: Blob?
        for (place, sample) in ordered.enumerated() {
            if place == 1 { fixture.clock.advance(bySeconds: (ordered[0].age - ordered[1].age) * 86400) }
            let blob = try add(sample)
            blobs[sample.age, default: []].append(blob)
            if sample.blocks == less.blocks, sample.cost == less.cost, sample.age == less.age { goner = blob }
        }
        let total = try store.usage().total
        #expect(try store.prune(Pruning(keep: total - 1)).blobs == [#require(goner)])
    }

    @Test mutating func `use makes a blob young again, when it is more than a minute`() throws {
        let first = try add(Sample(4, cost: 1))
        let second = try add(Sample(4, cost: 1))
        fixture.clock.advance(bySeconds: 50)
        _ = try store.open(first.digest)
        #expect(try store.blob(first.digest)?.used == first.used)
        fixture.clock.advance(bySeconds: 20)
        _ = try store.open(first.digest)
        #expect(try store.prune(Pruning(keep: store.usage().total - 1)).blobs == [second])
    }

    @Test mutating func `a dry run removes nothing, and names what the real one then removes`() throws {
        for cost in [5.0, 1, 3, 2, 4] { _ = try add(Sample(4, cost: cost)) }
        let keep = try store.usage().total - 3 * 16384 + 1
        let blobs = try store.blobs()
        let planned = try store.prune(Pruning(keep: keep, isDry: true)).blobs
        #expect(planned.compactMap(\.cost) == [1, 2, 3])
        #expect(try store.blobs() == blobs && store.verify().isClean)
        #expect(try store.prune(Pruning(keep: keep)).blobs == planned)
        #expect(try store.blobs().compactMap(\.cost).sorted() == [4, 5])
        #expect(try store.usage().total <= keep)
        #expect(try store.prune(Pruning(keep: keep)).blobs.isEmpty)
    }

    @Test mutating func `what was used since is passed over`() throws {
        let old = try add(Sample(4, cost: 1000))
        fixture.clock.advance(bySeconds: 86400)
        _ = try add(Sample(4, cost: 1))
        let moment = fixture.clock.clock.now().advanced(bySeconds: -3600)
        #expect(try store.prune(Pruning(usedBefore: moment)).blobs == [old])
        #expect(try store.prune(Pruning(usedBefore: moment)).blobs.isEmpty)
    }

    @Test mutating func `what is leased or named stays, until it is let go`() throws {
        var lease: Lease? = try store.lease(for: "test")
        let leased = try add(Sample(4), lease: lease)
        let named = try add(Sample(4), reference: "name")
        let later = try add(Sample(4))
        #expect(try lease?.add(later.digest) == true)
        #expect(try store.prune(Pruning()).blobs.isEmpty)
        lease = nil
        #expect(try Set(store.prune(Pruning()).blobs.map(\.digest)) == [leased.digest, later.digest])
        #expect(try store.removeReference("name") && !store.removeReference("name"))
        #expect(try store.prune(Pruning()).blobs.map(\.digest) == [named.digest])
    }

    @Test mutating func `a lease cannot keep what is not there`() throws {
        let blob = try add(Sample(1))
        _ = try store.prune(Pruning())
        #expect(try !store.lease(for: "late").add(blob.digest))
        #expect(throws: StoreError.self) { try store.setReference("late", to: blob.digest) }
    }

    @Test mutating func `the lease of a living store holds for another, that of a dead one ends`() throws {
        let digest = try add(Sample(4)).digest
        let other = try fixture.open()
        let lease = try other.lease(for: "test")
        #expect(try lease.add(digest))
        // A third one that opens sweeps the dead, and leaves the living alone.
        #expect(try fixture.open().prune(Pruning()).blobs.isEmpty)
        let program = try Program(
            Program.built("StoreExerciser"), [fixture.home.description, "dead", "1", "100000"])
        for _ in 0..<100 { _ = program.read(atMost: 1) }
        program.kill()
        _ = program.wait()
        for reference in try store.references() { _ = try store.removeReference(reference.name) }
        let opened = try fixture.open()
        _ = try opened.prune(Pruning())
        #expect(try opened.blobs().map(\.digest) == [digest])
        withExtendedLifetime(lease) {}
    }
}
