import ContentStore
import Host
import Synchronization
import TestSupport
import Testing
import Values

@Suite struct LimitTests {
    private static let limit: Int64 = 16 << 20
    private let fixture: StoreFixture
    private var random = SeededGenerator(seed: 22)

    init() throws {
        fixture = try StoreFixture()
    }

    @Test(arguments: [Intake.Compression.none, .zstd(level: 1)], [true, false])
    mutating func `the limit is kept at every system call of many writes`(
        compression: Intake.Compression, isLengthKnown: Bool
    ) throws {
        let home = fixture.home
        let most = Mutex<Int64>(0)
        let system = FaultyFileSystem { _ in
            let bytes = DiskWalk(home).bytes
            most.withLock { $0 = max($0, bytes) }
        }
        let store = try fixture.open(limit: .bytes(Self.limit), system: system)
        for number in 0..<30 {
            let content = random.noise([100, 5000, 300_000, 1_500_000, 4_000_000][number % 5])
            var intake = Intake()
            intake.compression = compression
            if isLengthKnown { intake.length = Int64(content.count) }
            _ = try isLengthKnown ? store.add(content, intake) : store.add(Unmeasured(MemorySource(content)), intake)
        }
        #expect(most.withLock(\.self) <= Self.limit)
        // And it was not kept by keeping nothing.
        #expect(most.withLock(\.self) > Self.limit / 2)
        #expect(try store.blobs().count < 30 && store.verify().isClean)
    }

    @Test mutating func `the least worthy make room, and the rest stays`() throws {
        let store = try fixture.open(limit: .bytes(Self.limit))
        var intake = Intake()
        for number in 0..<9 {
            intake.cost = Double([5, 9, 2, 7, 1, 8, 3, 6, 4][number])
            _ = try store.add(random.noise(1 << 20), intake)
        }
        intake.cost = 100
        _ = try store.add(random.noise(4 << 20), intake)
        let left = try store.blobs().compactMap(\.cost).sorted()
        #expect(left.count < 10 && left == Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 100].suffix(left.count)))
    }

    @Test mutating func `what could never fit is refused, and nothing was evicted for it`() throws {
        let store = try fixture.open(limit: .bytes(Self.limit))
        for _ in 0..<5 { _ = try store.add(random.noise(1 << 20)) }
        let blobs = try store.blobs()
        let content = random.noise(17 << 20)
        let error = #expect(throws: StoreError.self) { try store.add(content, Intake(length: 17 << 20)) }
        guard case .limitReached(Self.limit, let needed, let used, held: 0) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(needed >= 17 << 20 && used > 5 << 20 && used <= Self.limit)
        #expect(try store.blobs() == blobs)
        #expect(try store.usage().inFlight == 0 && Onlooker(fixture.home).reserved() == 0)
    }

    // Sums with these must not overflow.
    @Test(
        arguments: [Intake.Compression.none, .zstd(level: 1)], [.max, .max - 1023, 1 << 60, 1 << 60 + 1] as [Int64])
    func `a length beyond all disks is refused like any that is wrong`(
        compression: Intake.Compression, length: Int64
    ) throws {
        var intake = Intake(length: length)
        intake.compression = compression
        for limit in [Limit.none, .bytes(Self.limit), .bytes(.max)] {
            let store = try fixture.open(limit: limit)
            let error = #expect(throws: StoreError.self) { try store.add([1, 2, 3], intake) }
            switch error {
            // Of a compressed blob nobody knows how short it may become.
            case .limitReached(Self.limit, let needed, _, held: 0) where compression == .none && limit != .none:
                #expect(needed >= 1 << 60)
            case .endedEarly(expected: length, found: 3): #expect(compression != .none || limit != .bytes(Self.limit))
            default: Issue.record("\(String(describing: error))")
            }
        }
    }

    @Test mutating func `what is held is not evicted for anything, and the refusal says so`() throws {
        let store = try fixture.open(limit: .bytes(Self.limit))
        var intake = Intake()
        var held: [Blob] = []
        let error = #expect(throws: StoreError.self) {
            for number in 0..<20 {
                intake.reference = "\(number)"
                held.append(try store.add(random.noise(1 << 20), intake).blob)
            }
        }
        guard case .limitReached(_, _, _, let bytes) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(bytes == held.reduce(0) { $0 + $1.disk })
        #expect(error?.hint?.contains("hearth cache forget") == true)
        #expect(try store.blobs().count == held.count)
        _ = try store.removeReference("3")
        intake.reference = nil
        #expect(try store.add(random.noise(1 << 20), intake).isNew)
        #expect(try store.blob(held[3].digest) == nil)
    }

    @Test mutating func `room that somebody else made meanwhile is enough`() throws {
        let home = fixture.home
        let other = try fixture.open()
        // As another process would: everything goes, just when a write has found that there is no room.
        let calls = Mutex(0)
        let system = FaultyFileSystem { call in
            guard call.name == "create", call.path.parent.parent == home / "tmp" else { return }
            calls.withLock { $0 += 1 }
        }
        let store = try fixture.open(limit: .bytes(Self.limit), system: system)
        for _ in 0..<9 { _ = try store.add(random.noise(1 << 20)) }
        let onlooker = try Onlooker(home)
        try onlooker.execute("UPDATE blobs SET leaving = 1")
        // All of it is on its way out, though not yet gone; nothing is left to choose.
        #expect(try store.add(random.noise(6 << 20), Intake(length: 6 << 20)).isNew)
        #expect(try store.blobs().count == 1 && other.verify().isClean)
        #expect(try store.usage().unaccounted == 0)
    }
}

/// Bytes of which nobody says how many there will be.
private struct Unmeasured: ContentStore.ByteSource {
    var source: MemorySource
    var length: Int64? { nil }

    init(_ source: MemorySource) {
        self.source = source
    }

    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        source.fill(buffer)
    }
}
