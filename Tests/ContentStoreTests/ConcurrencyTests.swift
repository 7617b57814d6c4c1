import ContentStore
import Host
import TestSupport
import Testing
import Values

/// Several processes at once in one home.
@Suite(.serialized) struct ConcurrencyTests {
    private static let limit: Int64 = 40 << 20
    private let directory: TemporaryDirectory
    private var home: Path { directory.path / "home" }

    init() throws {
        directory = try TemporaryDirectory.quick()
    }

    @Test func `four processes add, read, keep and prune, and none is surprised`() throws {
        let programs = try (0..<4).map { number in
            try Program(
                Program.built("StoreExerciser"),
                [home.description, "process\(number)", "\(number)", "2500", "\(Self.limit)"])
        }
        var ended = Set<Int>()
        while ended.count < programs.count {
            for (number, program) in programs.enumerated() where !ended.contains(number) {
                if program.read(atMost: 10).isEmpty { ended.insert(number) }
                // Held still, so that what is walked is one moment.
                let paused = programs.filter { $0.pause() }
                let bytes = DiskWalk(home).bytes
                paused.forEach { $0.resume() }
                #expect(bytes <= Self.limit)
            }
        }
        for program in programs { #expect(program.wait() == 0, "\(program.readAll())") }
        let store = try Store(StoreConfiguration(home: home, limit: .bytes(Self.limit)))
        #expect(try store.verify().isClean)
        let usage = try store.usage()
        #expect(usage.total <= Self.limit && usage.unaccounted == 0 && usage.inFlight == 0)
        #expect(try Onlooker(home).reserved() == 0)
    }

    @Test func `twenty times, four processes make a new home at once`() throws {
        for round in 0..<20 {
            let home = directory.path / "home\(round)"
            let programs = try (0..<4).map { number in
                try Program(Program.built("StoreExerciser"), [home.description, "p\(number)", "\(round)", "2"])
            }
            for program in programs {
                let words = program.readAll()
                #expect(program.wait() == 0, "\(words)")
            }
            #expect(try Store(StoreConfiguration(home: home)).verify().isClean)
        }
    }

    @Test func `who finds a new home taken does not wait for the other to leave`() async throws {
        for round in 0..<20 {
            let configuration = StoreConfiguration(home: directory.path / "shared\(round)")
            // Each stays open until all are.
            let stores = try await withThrowingTaskGroup(of: Store.self, returning: [Store].self) { group in
                for _ in 0..<4 { group.addTask { try Store(configuration) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let digest = try stores[0].add([1, 2, 3]).blob.digest
            for store in stores { #expect(try store.content(digest) == [1, 2, 3]) }
        }
    }
}
