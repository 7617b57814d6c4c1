import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

/// Blobs that nobody waited for, and what becomes of them when the machine stops.
@Suite struct LazyBlobTests {
    private let fixture: StoreFixture
    private var random = SeededGenerator(seed: 46)

    init() throws {
        fixture = try StoreFixture()
    }

    private var lazy: Intake {
        var intake = Intake()
        intake.durability = .lazy
        intake.compression = .none
        return intake
    }

    private func unsynced() throws -> Int64 {
        try Onlooker(fixture.home).number("SELECT count(*) FROM blobs WHERE boot IS NOT NULL")
    }

    /// Has the disk lose what is in a file, as it may when the machine stops.
    private func lose(_ blob: Blob) throws {
        let zeros = Data(count: Int(blob.stored))
        try zeros.write(to: URL(fileURLWithPath: fixture.home.file(of: blob).description))
    }

    @Test mutating func `nothing is waited for, and the blob is there`() throws {
        let system = FaultyFileSystem()
        let store = try fixture.open(system: system)
        let lease = try store.lease(for: "test")
        system.heal()
        let content = random.noise(20_000)
        let blob = try store.add(content, lazy).blob
        #expect(!system.trace.contains { $0.name == "sync" })
        #expect(try store.content(blob.digest) == content && fixture.open().content(blob.digest) == content)
        #expect(try store.verify().isClean && store.usage().unaccounted == 0)
        withExtendedLifetime(lease) {}
    }

    @Test mutating func `after a new start a blob is read once, and trusted from then on`() throws {
        let (first, second) = (random.noise(20_000), random.noise(3000))
        let blobs: [Blob]
        do {
            let store = try fixture.open(boot: "one")
            blobs = try [store.add(first, lazy).blob, store.add(second, lazy).blob]
        }
        let system = FaultyFileSystem()
        let store = try fixture.open(system: system, boot: "two")
        #expect(try unsynced() == 2)
        #expect(try store.content(blobs[0].digest) == first)
        #expect(try unsynced() == 1)
        system.heal()
        #expect(try store.blob(blobs[0].digest) != nil)
        #expect(system.trace.isEmpty, "it is not read again")
        #expect(try store.add(second, lazy).isNew == false)
        #expect(try unsynced() == 0 && store.verify().isClean)
        #expect(try fixture.open(boot: "three").content(blobs[1].digest) == second)
    }

    @Test(arguments: ["zeros", "missing", "short"])
    mutating func `one that did not reach the disk is forgotten, and can come again`(fate: String) throws {
        let content = random.noise(20_000)
        let blob: Blob
        do {
            blob = try fixture.open(boot: "one").add(content, lazy).blob
        }
        let file = fixture.home.file(of: blob)
        switch fate {
        case "zeros": try lose(blob)
        case "missing": _ = try LocalFileSystem().remove(file)
        default: try OpenFile(file, .readWrite, on: LocalFileSystem()).truncate(to: 100)
        }
        let store = try fixture.open(boot: "two")
        #expect(try store.blob(blob.digest) == nil && store.open(blob.digest) == nil)
        #expect(try LocalFileSystem().status(file) == nil)
        #expect(try store.blobs().isEmpty && store.verify().isClean)
        #expect(try store.add(content, lazy).isNew)
        #expect(try store.content(blob.digest) == content && store.verify().isClean)
    }

    @Test(arguments: [true, false])
    mutating func `a blob that is added again takes the place of what was lost`(isExpected: Bool) throws {
        let content = random.noise(20_000)
        let blob = try fixture.open(boot: "one").add(content, lazy).blob
        try lose(blob)
        let store = try fixture.open(boot: "two")
        var intake = Intake()
        intake.compression = .none
        if isExpected { intake.expected = blob.digest }
        #expect(try store.add(content, intake).isNew)
        #expect(try store.content(blob.digest) == content && store.verify().isClean)
        #expect(try unsynced() == 0)
    }

    @Test mutating func `what depends on a lost blob is gone with it, and references are told`() throws {
        let layer: StoredLayer
        let manifest: Blob
        do {
            let store = try fixture.open(boot: "one")
            layer = try store.addLayer("a", &random, lazy)
            manifest = try store.add(random.noise(500), lazy).blob
            try store.note([layer.diffID], of: manifest.digest)
            try store.setReference("image", to: manifest.digest)
            try store.keep([
                StepRecord(
                    key: .sha256("k"), kind: .content, scope: "s", layer: layer, created: Timestamp(microseconds: 1),
                    seconds: 1, bytes: 1, run: "", title: "", place: "", ingredients: [])
            ])
            try lose(#require(try store.blob(layer.diffID)))
        }
        let store = try fixture.open(boot: "two")
        #expect(try store.records(for: [.sha256("k")], preferring: "s").isEmpty)
        #expect(try store.layer(layer.diffID) == nil && store.lastLayer(of: "s", at: "") == nil)
        #expect(try store.references().isEmpty && store.verify().isClean)
        #expect(fixture.notices == [.lost(layer.diffID, references: ["image"])])
        #expect(try Set(store.prune(Pruning()).blobs.map(\.digest)) == [layer.tree, manifest.digest])
    }

    @Test mutating func `records of layers that are right count after a new start`() throws {
        let layer: StoredLayer
        do {
            let store = try fixture.open(boot: "one")
            layer = try store.addLayer("a", &random, lazy)
        }
        let store = try fixture.open(boot: "two")
        #expect(try store.layer(identity: layer.identity) == layer)
        #expect(try unsynced() == 0 && fixture.notices.isEmpty)
    }

    @Test mutating func `what is a minute old is settled when a store is opened, or a run ends`() throws {
        let store = try fixture.open(boot: "one")
        let run = try store.beginRun("hearth build")
        _ = try store.add(random.noise(20_000), lazy)
        _ = try fixture.open(boot: "one")
        #expect(try unsynced() == 1)
        fixture.clock.advance(bySeconds: 120)
        _ = try fixture.open(boot: "one")
        #expect(try unsynced() == 0)
        _ = try store.add(random.noise(20_000), lazy)
        fixture.clock.advance(bySeconds: 120)
        try store.endRun(run, .succeeded)
        #expect(try unsynced() == 0 && store.verify().isClean)
    }

    @Test mutating func `who asks for a blob to be on the disk gets that, also for one that is there`() throws {
        let store = try fixture.open()
        let content = random.noise(20_000)
        let blob = try store.add(content, lazy).blob
        #expect(try unsynced() == 1)
        #expect(try !store.add(content, Intake(expected: blob.digest)).isNew)
        #expect(try unsynced() == 0)
        #expect(try Onlooker(fixture.home).number("SELECT count(*) FROM shards WHERE synced = 0") == 0)
    }

    @Test mutating func `an index that is made again trusts nothing that it did not see`() throws {
        let (right, wrong): (Blob, Blob)
        do {
            let store = try fixture.open()
            (right, wrong) = try (store.add(random.noise(20_000)).blob, store.add(random.noise(5000), lazy).blob)
        }
        try lose(wrong)
        try Store.rebuildIndex(fixture.configuration())
        let store = try fixture.open()
        #expect(try store.blob(wrong.digest) == nil && store.blob(right.digest) != nil)
    }
}
