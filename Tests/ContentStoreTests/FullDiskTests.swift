#if os(Linux)
import ContentStore
import Foundation
import Host
import SQLite
import TestSupport
import Testing
import Values

/// A disk that is really full.
@Suite(.serialized, .enabled(if: Tmpfs.isPossible, "needs leave to mount")) struct FullDiskTests {
    private let disk: Tmpfs
    private var home: Path { disk.path / "home" }

    init() throws {
        disk = try Tmpfs(size: 24 << 20)
    }

    private func open() throws -> Store {
        try Store(StoreConfiguration(home: home, limit: .none))
    }

    /// Takes what is left of the disk, to the last block.
    private func fill() throws {
        let filler = try OpenFile(disk.path / "filler", .readWrite, on: LocalFileSystem())
        let block = [UInt8](repeating: 1, count: 4096)
        while (try? block.withUnsafeBytes { try filler.write($0) }) != nil {}
    }

    private func isFull(_ error: any Error) -> Bool {
        switch error {
        case let error as SystemError: error.code == .noSpace
        case StoreError.index(_, let cause): cause.code == .full || cause.code == .inputOutput
        default: false
        }
    }

    @Test(arguments: [Intake.Compression.none, .zstd(level: 1)])
    func `a store that fills the disk itself says so, keeps what it has, and goes on after a pruning`(
        compression: Intake.Compression
    ) throws {
        var random = SeededGenerator(seed: 4)
        let store = try open()
        var intake = Intake()
        intake.compression = compression
        var contents: [Digest: [UInt8]] = [:]
        var refusal: (any Error)?
        while refusal == nil, contents.count < 40 {
            let content = random.noise(1_500_000)
            do {
                contents[try store.add(content, intake).blob.digest] = content
            } catch {
                refusal = error
            }
        }
        #expect(refusal.map(isFull) == true, "\(String(describing: refusal))")
        #expect(contents.count > 8)
        for (digest, content) in contents { #expect(try store.content(digest) == content) }
        let usage = try store.usage()
        #expect(usage.inFlight == 0 && usage.unaccounted == 0)
        #expect(try store.verify().isClean)
        #expect(try store.prune(Pruning()).blobs.count == contents.count)
        #expect(try store.add(random.noise(1_500_000), intake).isNew)
    }

    @Test func `on a disk that others filled to the last block all is read and nothing is half kept`() throws {
        var random = SeededGenerator(seed: 5)
        let content = random.noise(2_000_000)
        let store = try open()
        let digest = try store.add(content).blob.digest
        try fill()
        #expect(try store.content(digest) == content)
        for _ in 0..<3 {
            let error = #expect(throws: (any Error).self) { try store.add(random.noise(500_000)) }
            #expect(error.map(isFull) == true, "\(String(describing: error))")
        }
        #expect(try store.verify().isClean)
        #expect(try store.content(digest) == content)
        // A pruning notes what goes before it goes, for which it needs a little room, or the ballast's.
        let error = #expect(throws: StoreError.self) { try store.prune(Pruning()) }
        #expect(error.map(isFull) == true, "\(String(describing: error))")
        #expect(try store.content(digest) == content)
        let filler = try OpenFile(disk.path / "filler", .readWrite, on: LocalFileSystem())
        try filler.truncate(to: filler.status().length - 131_072)
        #expect(try store.prune(Pruning()).blobs.map(\.digest) == [digest])
        #expect(try store.add(random.noise(500_000)).isNew)
        #expect(try store.verify().isClean)
    }

    @Test func `a disk without a free byte can be pruned`() throws {
        var random = SeededGenerator(seed: 6)
        let digests = try {
            let store = try open()
            return try Set((0..<40).map { _ in try store.add(random.noise(50_000)).blob.digest })
        }()
        try fill()
        var configuration = StoreConfiguration(home: home, limit: .none)
        configuration.spendsBallast = true
        let pruned = try Store(configuration).prune(Pruning())
        #expect(Set(pruned.blobs.map(\.digest)) == digests)
        #expect(try LocalFileSystem().status(home / "ballast")?.length == 1 << 20, "nothing is kept for the next time")
        #expect(try open().add(random.noise(500_000)).isNew)
        #expect(try open().verify().isClean)
    }

    @Test func `the index itself meets the full disk, and no row is lost or half made`() throws {
        let store = try open()
        let digest = try store.add([1]).blob.digest
        try fill()
        // References need no file, so it is the index that finds no room.
        var names = 0
        let error = #expect(throws: StoreError.self) {
            while names < 1_000_000 {
                try store.setReference("\(names)-" + String(repeating: "x", count: 3000), to: digest)
                names += 1
            }
        }
        #expect(error.map(isFull) == true, "\(String(describing: error))")
        #expect(try store.references().count == names)
        #expect(try store.blob(digest)?.holds == names)
        try FileManager.default.removeItem(atPath: (disk.path / "filler").description)
        try store.setReference("last", to: digest)
        #expect(try open().references().count == names + 1)
        #expect(try store.verify().isClean)
    }

    @Test func `a use that cannot be noted does not keep a blob from being read`() throws {
        let clock = HandClock()
        let store = try Store(StoreConfiguration(home: home, limit: .none, clock: clock.clock))
        let digest = try store.add([1, 2, 3]).blob.digest
        try fill()
        // Until the index can take no more.
        let name = String(repeating: "x", count: 3000)
        #expect(throws: StoreError.self) {
            for number in 0..<1_000_000 { try store.setReference("\(number)-\(name)", to: digest) }
        }
        clock.advance(bySeconds: 7200)
        #expect(try store.content(digest) == [1, 2, 3])
    }

    @Test func `a store that cannot be opened for want of room says so, and opens when there is room`() throws {
        var random = SeededGenerator(seed: 6)
        let content = random.noise(100_000)
        let digest = try open().add(content).blob.digest
        try fill()
        do {
            #expect(try open().content(digest) == content)
        } catch {
            #expect(isFull(error), "\(error)")
        }
        try FileManager.default.removeItem(atPath: (disk.path / "filler").description)
        #expect(try open().content(digest) == content)
    }

    // From no room at all to almost enough: for the file, for its log, for working the log in.
    @Test(arguments: Array(stride(from: 0, to: 800, by: 32)))
    func `a rebuild that finds no room leaves what there was`(kilobytes: Int) throws {
        do {
            let store = try open()
            // So many that the index is larger than what will be left.
            for number in 0..<300 { _ = try store.add(Array("\(number)".utf8)) }
            try store.setReference("kept", to: store.add([1]).blob.digest)
        }
        try fill()
        let filler = try OpenFile(disk.path / "filler", .readWrite, on: LocalFileSystem())
        try filler.truncate(to: filler.status().length - Int64(kilobytes << 10))
        do {
            try Store.rebuildIndex(StoreConfiguration(home: home, limit: .none))
            #expect(kilobytes > 64)
        } catch {
            #expect(isFull(error) && kilobytes < 768, "\(error)")
        }
        try filler.truncate(to: 0)
        let store = try open()
        #expect(try store.blobs().count == 301 && store.references().map(\.name) == ["kept"])
        #expect(try store.verify().isClean)
    }
}
#endif
