import ContentStore
import Host
import TestSupport
import Testing
import Values

@Suite struct RecordsTests {
    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 43)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private func record(
        _ key: String, _ layer: StoredLayer, scope: String = "main", place: String = "[1/2]", seconds: Double = 1
    ) -> StepRecord {
        StepRecord(
            key: .sha256(key), kind: .recipe, scope: scope, layer: layer, created: Timestamp(microseconds: 7),
            seconds: seconds, bytes: 5, run: "r", title: "RUN make", place: place, ingredients: Array(key.utf8))
    }

    @Test mutating func `a record comes back as it was, in another process as well`() throws {
        let layer = try store.addLayer("a", &random)
        let kept = record("k", layer)
        try store.keep([kept])
        for store in [store, try fixture.open()] {
            #expect(try store.records(for: [kept.key, layer.tree], preferring: "main") == [kept.key: kept])
        }
        #expect(try store.records(for: [], preferring: "main").isEmpty)
    }

    @Test mutating func `the record of the scope comes first, else the youngest of any other`() throws {
        let layers = try (0..<3).map { try store.addLayer("\($0)", &random) }
        let records = [
            record("k", layers[0], scope: "main"), record("k", layers[1], scope: "dev"),
            record("k", layers[2], scope: "test"),
        ]
        try store.keep(records)
        let key = records[0].key
        for (scope, found) in [("main", 0), ("dev", 1), ("test", 2), ("new", 2)] {
            #expect(try store.records(for: [key], preferring: scope)[key] == records[found], "\(scope)")
        }
        try store.keep([records[0]])
        #expect(try store.records(for: [key], preferring: "new")[key] == records[0])
    }

    @Test mutating func `a record takes the place of one with its key and scope`() throws {
        let (old, new) = try (store.addLayer("a", &random), store.addLayer("b", &random))
        try store.keep([record("k", old)])
        try store.keep([record("k", new, seconds: 3)])
        let key = Digest.sha256("k")
        #expect(try store.records(for: [key], preferring: "main")[key]?.layer == new)
        #expect(try Onlooker(fixture.home).number("SELECT count(*) FROM records") == 1)
    }

    @Test mutating func `the last of a place is told, and how long it took`() throws {
        let (first, second) = try (store.addLayer("a", &random), store.addLayer("b", &random))
        try store.keep([record("1", first, seconds: 2), record("2", second, seconds: 3)])
        try store.keep([record("3", first, place: "[2/2]")])
        #expect(try store.lastLayer(of: "main", at: "[1/2]") == second)
        #expect(try store.lastSeconds(of: "main", at: "[1/2]") == 3)
        #expect(try store.lastLayer(of: "dev", at: "[1/2]") == nil)
        #expect(try store.lastSeconds(of: "main", at: "[3/2]") == nil)
    }

    @Test mutating func `records go with their layer`() throws {
        let (kept, gone) = try (store.addLayer("a", &random), store.addLayer("b", &random))
        try store.keep([record("1", kept), record("2", gone)])
        try store.setReference("image", to: kept.diffID)
        _ = try store.prune(Pruning())
        let keys = [Digest.sha256("1"), .sha256("2")]
        #expect(try Array(store.records(for: keys, preferring: "main").keys) == [keys[0]])
        #expect(try Onlooker(fixture.home).number("SELECT count(*) FROM records") == 1)
        #expect(throws: StoreError.self) { try store.keep([record("3", kept), record("4", gone)]) }
        #expect(try Onlooker(fixture.home).number("SELECT count(*) FROM records") == 1, "all or none")
    }

    @Test mutating func `of one place only the youngest stay`() throws {
        let layer = try store.addLayer("a", &random)
        try store.keep((0..<100).map { record("\($0)", layer) })
        try store.keep([record("other", layer, place: "[2/2]"), record("other", layer, scope: "dev")])
        let keys = (0..<100).map { Digest.sha256("\($0)") }
        let found = try store.records(for: keys, preferring: "main")
        #expect(try Onlooker(fixture.home).number("SELECT count(*) FROM records") == 42)
        #expect(Set(found.keys) == Set(keys.suffix(40)))
    }

    @Test mutating func `to look a record up is to use its layer`() throws {
        let (first, second) = try (store.addLayer("a", &random), store.addLayer("b", &random))
        try store.keep([record("1", first), record("2", second)])
        fixture.clock.advance(bySeconds: 3600)
        _ = try store.records(for: [.sha256("1")], preferring: "main")
        let moment = fixture.clock.clock.now().advanced(bySeconds: -60)
        #expect(try store.prune(Pruning(usedBefore: moment)).blobs.map(\.digest) == [second.diffID, second.tree])
    }

    @Test mutating func `an index that is made again has layers, records and parts as before`() throws {
        let (layer, record): (StoredLayer, StepRecord)
        do {
            let store = try fixture.open()
            layer = try store.addLayer("a", &random)
            record = self.record("k", layer)
            try store.keep([record])
            let image = try store.add(random.noise(100)).blob
            try store.note([layer.diffID], of: image.digest)
            try store.setReference("image", to: image.digest)
        }
        // This suite's own store has it open as well.
        let copy = try HomeCopy(of: fixture.home)
        try Store.rebuildIndex(StoreConfiguration(home: copy.home))
        let rebuilt = try copy.open()
        #expect(try rebuilt.records(for: [record.key], preferring: "main") == [record.key: record])
        #expect(try rebuilt.prune(Pruning()).blobs.isEmpty && rebuilt.verify().isClean)
    }
}
