import ContentStore
import Host
import TestSupport
import Testing
import Values

@Suite struct MigrationTests {
    private let fixture: StoreFixture
    private var random = SeededGenerator(seed: 45)

    init() throws {
        fixture = try StoreFixture()
    }

    private mutating func makeOld() throws -> (kept: Blob, other: Blob) {
        var intake = Intake()
        intake.reference = "kept"
        let blobs: (Blob, Blob)
        do {
            let store = try fixture.open()
            blobs = try (store.add(random.text(100_000), intake).blob, store.add(random.noise(5000)).blob)
        }
        try FirstFormat.replaceIndex(of: fixture.home)
        return blobs
    }

    @Test mutating func `a store of the first release is brought up to date, with all that is in it`() throws {
        let (kept, other) = try makeOld()
        let store = try fixture.open()
        #expect(try Onlooker(fixture.home).number("PRAGMA user_version") == 4)
        #expect(
            try store.blobs().map(\.digest).sorted { $0.hex < $1.hex }
                == [kept, other].map(\.digest).sorted { $0.hex < $1.hex })
        #expect(try store.references().map(\.digest) == [kept.digest])
        #expect(try store.verify().isClean && fixture.notices.isEmpty)
        let layer = StoredLayer(diffID: kept.digest, identity: .sha256("a"), tree: other.digest, size: 1)
        try store.note(layer)
        #expect(try store.prune(Pruning()).blobs.isEmpty)
        #expect(try fixture.open().layer(kept.digest) == layer)
        #expect(try store.verify().isClean)
    }

    @Test(.enabled(if: User.current == .root, "gives files to another user"))
    mutating func `where nothing can be written an older store says what to do`() throws {
        _ = try makeOld()
        var configuration = fixture.configuration(user: User(id: 12345))
        // Root's home, opened by somebody else.
        configuration.mendsIndex = false
        let error = #expect(throws: StoreError.self) { try Store(configuration) }
        guard case .indexIsOlder(fixture.home / "index.sqlite", version: 1, known: 4) = error else {
            throw try #require(error)
        }
        #expect(error?.hint != nil)
        _ = try fixture.open()
        #expect(try Store(configuration).blobs().count == 2)
    }
}
