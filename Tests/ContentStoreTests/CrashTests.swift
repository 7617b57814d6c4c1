import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

/// A process is killed in the middle of whatever it does, again and again in one home.
@Suite(.serialized) struct CrashTests {
    private static let limit: Int64 = 24 << 20
    /// The index's log, and hardly more than the largest sample.
    private static let smallLimit: Int64 = 9 << 20
    private let directory: TemporaryDirectory
    private var home: Path { directory.path / "home" }

    init() throws {
        directory = try TemporaryDirectory.quick()
    }

    @Test func `a store survives three hundred deaths`() throws {
        var random = SeededGenerator(seed: 2026)
        for round in 0..<300 {
            try killOne(round, &random)
            do {
                try check(home, Self.limit)
            } catch {
                Issue.record("after death \(round): \(error)")
                return
            }
        }
        let store = try Store(StoreConfiguration(home: home))
        #expect(try store.verify().isClean)
        #expect(try store.usage().unaccounted == 0)
    }

    // Where no luck is needed: from the first opening on, through writes, evictions and a pruning.
    @Test func `a store survives a death at each system call`() throws {
        for number in 0..<2000 {
            let home = directory.path / "\(number)"
            let program = try Program(
                Program.built("StoreExerciser"),
                [home.description, "crash", "2", "12", "\(Self.smallLimit)", "\(number)"])
            let words = program.readAll()
            let end = program.wait()
            do {
                try must(end == -9 || end == 0, "\(words)")
                try check(home, Self.smallLimit)
            } catch {
                Issue.record("after death \(number): \(error)")
            }
            try FileManager.default.removeItem(atPath: home.description)
            if end == 0 { return }
        }
        Issue.record("it never came to an end")
    }

    private func killOne(_ round: Int, _ random: inout SeededGenerator) throws {
        let program = try Program(
            Program.built("StoreExerciser"), [home.description, "crash", "\(round)", "100000", "\(Self.limit)"])
        // Now and then in the opening itself, else after some steps, and on in the middle of the next.
        let steps = max(0, Int.random(in: -2..<12, using: &random))
        for _ in 0..<steps where program.read(atMost: 1).isEmpty {
            Issue.record("round \(round) ended by itself with \(program.wait())")
        }
        spin(microseconds: Int64.random(in: 0..<(steps == 0 ? 30_000 : 4000), using: &random))
        program.kill()
        #expect(program.wait() == -9, "\(program.readAll())")
    }

    /// Lets a moment pass that is shorter than a sleep can be.
    private func spin(microseconds: Int64) {
        let end = WallClock.system.now().microseconds + microseconds
        while WallClock.system.now().microseconds < end {}
    }

    private func check(_ home: Path, _ limit: Int64) throws {
        try must(DiskWalk(home).bytes <= limit, "\(DiskWalk(home).bytes) bytes, before anybody cleaned up")
        let store = try Store(StoreConfiguration(home: home, limit: .bytes(limit)))
        let onlooker = try Onlooker(home)
        try must(onlooker.reserved() == 0, "something is still reserved")
        try must(onlooker.sessions() == 0, "a session is left")
        try must(onlooker.number("SELECT count(*) FROM blobs WHERE leaving") == 0, "something is still leaving")
        try must(LocalFileSystem().names(in: home / "tmp").isEmpty, "something is left in tmp")
        let entries = try store.verify().entries
        try must(entries.isEmpty, "\(entries)")
        try must(store.usage().unaccounted == 0, "some bytes have no row")
        try must(DiskWalk(home).bytes <= limit, "\(DiskWalk(home).bytes) bytes")
    }
}
