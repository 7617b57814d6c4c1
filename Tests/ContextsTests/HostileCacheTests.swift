import Contexts
import DockerfileLanguage
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

/// Stat caches that somebody made, with a right checksum: they may cost time, and nothing else.
@Suite struct HostileCacheTests {
    private let fixture: ContextFixture
    private let cache: StoredCache

    init() throws {
        fixture = try ContextFixture(["a": "1", "bb": "22", "d/x": "3", "d/y": "4"])
        try fixture.link("l", to: "bb")
        let context = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        _ = try context.select(Selector(sources: ["."]))
        context.save()
        cache = try StoredCache(in: fixture.home.path / "contexts")
    }

    private func run(_ source: String = ".") throws -> (inputs: [SelectedInput], figures: ScanFigures) {
        let context = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        return (try context.select(Selector(sources: [source])), context.figures)
    }

    @Test func `the file is as the document says`() throws {
        try cache.store(cache.bytes)
        #expect(try run().figures.hashedFiles == 0)
        #expect(cache.names == ["a", "bb", "d", "l", "x", "y"])
    }

    @Test(arguments: [0x10, 0x20, 0x40, 0x80, 0x100, 0x200, 0x400, 0x800, 0x1000, 0xfff8])
    func `flags of memory are not read from the disk`(_ flags: UInt16) throws {
        var bytes = cache.bytes
        for entry in 0..<cache.entryCount { bytes[cache.entry(entry) + 90, as: UInt16.self] |= flags }
        try cache.store(bytes)
        try fixture.write("a", "other")
        try fixture.write("d/x", "other")
        #expect(try run().inputs == fixture.select("."))
    }

    /// Names as long as those in their place, of the entries in the order of the file.
    @Test(arguments: [
        [0: "."], [0: "/"], [0: "\0"], [1: ".."], [1: "b/"], [1: "/b"], [1: "b\0"], [0: "e"], [0: "z"], [4: "y"],
        [5: "x"],
        [4: "z"],
    ])
    func `names that no directory has are not believed`(_ names: [Int: String]) throws {
        var bytes = cache.bytes
        for (number, name) in names { bytes.replace(at: cache.name(number), Array(name.utf8)) }
        try cache.store(bytes)
        let second = try run()
        #expect(second.inputs == (try fixture.select(".")))
        #expect(second.figures.hashedFiles == 4)
    }

    @Test(arguments: [(0, 0), (0, 2), (1, 1), (1, 3), (3, 0xffff)])
    func `lengths of names have to be right`(_ number: Int, _ length: UInt16) throws {
        var bytes = cache.bytes
        bytes[cache.entry(number + 1) + 88, as: UInt16.self] = length
        try cache.store(bytes)
        #expect(try run().inputs == fixture.select("."))
    }

    @Test(arguments: [0o100644, 0o120777, 0] as [UInt32]) func `the root is a directory`(_ mode: UInt32) throws {
        var bytes = cache.bytes
        bytes[cache.entry(0) + 80, as: UInt32.self] = mode
        try cache.store(bytes)
        #expect(try run().inputs == fixture.select("."))
    }

    @Test(arguments: ["a", "d", "l", "d/x", "."]) func `a file is what it is`(_ source: String) throws {
        for kind in [S_IFREG, S_IFDIR, S_IFLNK, S_IFIFO, S_IFBLK, 0] {
            var bytes = cache.bytes
            for entry in 1..<cache.entryCount {
                bytes[cache.entry(entry) + 72, as: UInt64.self] = 0
                bytes[cache.entry(entry) + 80, as: UInt32.self] = UInt32(kind) | 0o644
                bytes[cache.entry(entry) + 90, as: UInt16.self] = 0
            }
            // One directory is left.
            bytes.removeSubrange(cache.record(1)..<cache.record(2))
            bytes[36, as: UInt32.self] = 1
            bytes[32, as: UInt32.self] -= 2
            bytes.removeSubrange(cache.entry(5)..<cache.entry(7))
            bytes[16, as: UInt64.self] -= 176 + 192
            try cache.store(bytes)
            #expect(try run(source).inputs == fixture.select(source), "\(kind)")
        }
    }

    @Test(arguments: [-1, .max] as [Int64]) func `sums may be anything`(_ sum: Int64) throws {
        var bytes = cache.bytes
        for record in 0..<2 {
            bytes[cache.record(record) + 96, as: Int64.self] = sum
            bytes[cache.record(record) + 104, as: Int64.self] = sum
        }
        try cache.store(bytes)
        try fixture.write("a", "other")
        #expect(try run().inputs.map(\.digest) == fixture.select(".").map(\.digest))
    }

    @Test func `a file says a length and has none of it`() throws {
        var bytes = cache.bytes
        bytes[32, as: UInt32.self] = 500_000_000
        bytes[16, as: UInt64.self] = UInt64(bytes.count) + (500_000_000 - UInt64(cache.entryCount)) * 96
        try cache.store(bytes)
        #expect(try run().figures.hashedFiles == 4)
        try fixture.call("truncate", truncate(cache.path, off_t(bytes[16, as: UInt64.self])))
        #expect(try run().figures.hashedFiles == 4)
    }

    /// Bits at random places.
    @Test(arguments: 0..<200) func `whatever a file says, the answer is right or another digest`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var bytes = cache.bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let place = Int.random(in: 64..<bytes.count, using: &random)
            bytes[place] = [0, 1, 0x7f, 0x80, 0xff, bytes[place] ^ 0x10].randomElement(using: &random) ?? 0
        }
        try cache.store(bytes)
        for source in [".", "d", "a", "l", "d/*"] { _ = try run(source) }
    }
}

/// A stat cache as bytes; docs/stat-cache-format.md has the places.
private struct StoredCache {
    let path: String
    let bytes: [UInt8]

    init(in folder: Path) throws {
        let names = try LocalFileSystem().names(in: folder)
        path = (folder / (try #require(names.first))).description
        bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    }

    var entryCount: Int { Int(bytes[32, as: UInt32.self]) }

    func entry(_ number: Int) -> Int { 64 + 96 * number }
    func record(_ number: Int) -> Int { 64 + 96 * entryCount + 176 * number }

    /// Where the name of an entry is, the root not counted.
    func name(_ number: Int) -> Int {
        let isBelow = number >= entryCount - 3
        let start = record(2) + (isBelow ? Int(bytes[record(1) + 16, as: UInt64.self]) : 0)
        return start + Int(bytes[entry(number + 1) + 84, as: UInt32.self])
    }

    var names: [String] {
        (0..<(entryCount - 1)).map { number in
            let length = Int(bytes[entry(number + 1) + 88, as: UInt16.self])
            return String(decoding: bytes[name(number)..<(name(number) + length)], as: UTF8.self)
        }
    }

    /// Writes bytes with the checksum that they should have.
    func store(_ bytes: [UInt8]) throws {
        var bytes = bytes
        bytes.replace(at: 24, [UInt8](repeating: 0, count: 8))
        bytes.replace(at: 24, Array(ContentHash.digest(of: bytes).bytes.prefix(8)))
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}

extension [UInt8] {
    fileprivate subscript<Number: FixedWidthInteger>(place: Int, as _: Number.Type) -> Number {
        get { withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) } }
        set { Swift.withUnsafeBytes(of: newValue) { replaceSubrange(place..<(place + $0.count), with: $0) } }
    }

    fileprivate mutating func replace(at place: Int, _ bytes: [UInt8]) {
        replaceSubrange(place..<(place + bytes.count), with: bytes)
    }
}
