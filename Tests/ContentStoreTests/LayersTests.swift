import ContentStore
import Host
import TestSupport
import Testing
import Values

@Suite struct LayersTests {
    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 42)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private mutating func addLayer(_ identity: String) throws -> StoredLayer {
        try store.addLayer(identity, &random)
    }

    @Test mutating func `a layer is found by its diff ID and by its identity`() throws {
        let layer = try addLayer("a")
        #expect(try store.layer(layer.diffID) == layer)
        #expect(try store.layer(identity: layer.identity) == layer)
        #expect(try store.layer(layer.tree) == nil && store.layer(identity: layer.diffID) == nil)
        #expect(try fixture.open().layer(layer.diffID) == layer)
    }

    @Test mutating func `of two alike the first is taken, as long as it is there`() throws {
        let first = try addLayer("a")
        fixture.clock.advance(bySeconds: 1)
        let second = try addLayer("a")
        #expect(try store.layer(identity: first.identity) == first)
        try store.setReference("second", to: second.diffID)
        _ = try store.prune(Pruning())
        #expect(try store.layer(identity: first.identity) == second)
    }

    @Test mutating func `a pack keeps its tree, and they leave together`() throws {
        let (kept, gone) = try (addLayer("kept"), addLayer("gone"))
        try store.setReference("image", to: kept.diffID)
        let pruned = try store.prune(Pruning()).blobs.map(\.digest)
        #expect(pruned == [gone.diffID, gone.tree])
        #expect(try store.layer(kept.diffID) == kept && store.blob(kept.tree) != nil)
        #expect(try store.layer(gone.diffID) == nil && store.layer(identity: gone.identity) == nil)
        #expect(try Onlooker(fixture.home).number("SELECT count(*) FROM layers") == 1)
        #expect(try store.verify().isClean)
    }

    @Test mutating func `a tree that is replaced is let go`() throws {
        var layer = try addLayer("a")
        let (old, new) = try (layer.tree, store.add(random.noise(5000)).blob.digest)
        layer = StoredLayer(diffID: layer.diffID, identity: layer.identity, tree: new, size: layer.size)
        try store.note(layer)
        #expect(try store.layer(layer.diffID) == layer)
        #expect(try store.blob(old)?.holds == 0 && store.blob(new)?.holds == 1)
    }

    @Test mutating func `a layer whose tree is lost is not known, and its image stays`() throws {
        let layer = try addLayer("a")
        try store.setReference("image", to: layer.diffID)
        let tree = try #require(try store.blob(layer.tree))
        _ = try LocalFileSystem().remove(fixture.home.file(of: tree))
        #expect(try store.verify(repairing: true).entries.map(\.repair) == [.forgotten(references: [])])
        #expect(try store.layer(layer.diffID) == nil)
        #expect(try store.references().map(\.digest) == [layer.diffID])
    }

    @Test mutating func `a form is remembered until it or the layer goes`() throws {
        let layer = try addLayer("a")
        let form = try store.add(random.noise(5000)).blob
        try store.note(form.digest, as: "gzip:9", of: layer.diffID)
        #expect(try store.form("gzip:9", of: layer.diffID)?.digest == form.digest)
        #expect(try store.form("gzip:1", of: layer.diffID) == nil)
        try store.setReference("image", to: layer.diffID)
        #expect(try store.prune(Pruning()).blobs.map(\.digest) == [form.digest])
        #expect(try store.form("gzip:9", of: layer.diffID) == nil)
        #expect(try Onlooker(fixture.home).number("SELECT count(*) FROM forms") == 0)
        #expect(throws: StoreError.self) { try store.note(layer.tree, as: "gzip:9", of: form.digest) }
    }

    @Test mutating func `what is not there cannot be noted`() throws {
        let layer = try addLayer("a")
        let absent = Digest.sha256("gone")
        for (diffID, tree) in [(absent, layer.tree), (layer.diffID, absent)] {
            #expect(throws: StoreError.self) {
                try store.note(StoredLayer(diffID: diffID, identity: absent, tree: tree, size: 1))
            }
        }
        #expect(try store.layer(layer.diffID) == layer)
    }
}

extension Store {
    /// Adds a pack and a tree of noise.
    func addLayer(
        _ identity: String, _ random: inout SeededGenerator, _ intake: Intake = Intake()
    ) throws -> StoredLayer {
        let (pack, tree) = try (add(random.noise(9000), intake).blob, add(random.noise(5000), intake).blob)
        let layer = StoredLayer(
            diffID: pack.digest, identity: .sha256(identity), tree: tree.digest, size: pack.size)
        try note(layer)
        return layer
    }
}
