import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite struct RunsTests {
    private let fixture: StoreFixture
    private let store: Store

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private func write(_ run: Run, size: Int) throws {
        let directory = try store.logs(of: run)
        _ = try LocalFileSystem().makeDirectory(directory)
        let file = try OpenFile(directory / "step", .create, on: LocalFileSystem())
        let bytes = [UInt8](repeating: 7, count: size)
        try bytes.withUnsafeBytes { try file.write($0) }
    }

    private func kept() throws -> Set<String> {
        try Set(LocalFileSystem().names(in: fixture.home / "logs").compactMap(\.text))
    }

    @Test func `a run is known from its beginning, and how it ended`() throws {
        let first = try store.beginRun("hearth bake")
        fixture.clock.advance(bySeconds: 10)
        let second = try store.beginRun("hearth build .")
        try store.endRun(first, .failed)
        #expect(try store.runs().map(\.id) == [second.id, first.id])
        let known = try fixture.open().runs()
        #expect(known.map(\.outcome) == [nil, .failed])
        #expect(known[1].command == "hearth bake" && known[1].ended == fixture.clock.clock.now())
    }

    @Test func `the logs of the last runs are kept`() throws {
        var runs: [Run] = []
        for _ in 0..<25 {
            runs.append(try store.beginRun("hearth"))
            try write(runs[runs.count - 1], size: 100)
            try store.endRun(runs[runs.count - 1], .succeeded)
            fixture.clock.advance(bySeconds: 1)
        }
        #expect(try kept() == Set(runs.suffix(20).map(\.id)))
        _ = try LocalFileSystem().makeDirectory(fixture.home / "logs/rubbish")
        let last = try store.beginRun("hearth")
        #expect(try kept() == Set(runs.suffix(19).map(\.id)))
        #expect(try store.usage().logs > 19 * 4096)
        #expect(try Onlooker(fixture.home).number("SELECT directories FROM totals") > 19 * 4096)
        try store.endRun(last, .cancelled)
    }

    @Test func `large logs go, the oldest first`() throws {
        var runs: [Run] = []
        for size in [100 << 20, 100 << 20, 100 << 20] {
            runs.append(try store.beginRun("hearth"))
            try write(runs[runs.count - 1], size: size)
            fixture.clock.advance(bySeconds: 1)
        }
        #expect(try kept().count == 3)
        for run in runs { try store.endRun(run, .succeeded) }
        #expect(try kept() == Set(runs.suffix(2).map(\.id)))
    }
}
