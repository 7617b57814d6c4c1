import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

/// Blobs that are not what they were.
@Suite struct DamageTests {
    enum Damage: CaseIterable {
        case firstBit, middleBit, lastBit, truncated, emptied, longer, deleted, directory, link, linkToNothing
    }

    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 12)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    private func url(_ path: Path) -> URL { URL(fileURLWithPath: path.description) }

    private func inflict(_ damage: Damage, on path: Path) throws {
        let url = url(path)
        var data = try Data(contentsOf: url)
        switch damage {
        case .firstBit: data[0] ^= 1
        case .middleBit: data[data.count / 2] ^= 0x10
        case .lastBit: data[data.count - 1] ^= 0x80
        case .truncated: data.removeLast(data.count / 3)
        case .emptied: data = Data()
        case .longer: data += [0]
        case .deleted, .directory, .link, .linkToNothing: try FileManager.default.removeItem(at: url)
        }
        switch damage {
        case .deleted: break
        case .directory:
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            try Data([1]).write(to: url.appendingPathComponent("inside"))
        case .link:
            let copy = self.url(fixture.directory.path / "copy")
            try data.write(to: copy)
            try FileManager.default.createSymbolicLink(at: url, withDestinationURL: copy)
        case .linkToNothing:
            try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: "/nowhere")
        default:
            let handle = try FileHandle(forWritingTo: url)
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: data)
        }
    }

    @Test(arguments: Damage.allCases, [Intake.Compression.none, .zstd(level: 3)])
    mutating func `damage to a blob is found by name, never read as right, and mended`(
        damage: Damage, compression: Intake.Compression
    ) throws {
        let content = random.text(5 << 20)
        var intake = Intake()
        intake.compression = compression
        intake.reference = "kept"
        let blob = try store.add(content, intake).blob
        let other = try store.add([1, 2, 3]).blob
        let path = fixture.home.file(of: blob)
        try inflict(damage, on: path)

        if damage != .link {
            let error = #expect(throws: (any Error).self) { try store.content(blob.digest) }
            #expect(error is StoreError || damage == .directory)
        }
        let found = try store.verify()
        #expect(found.blobs == 2 && found.entries.count == 1)
        #expect(found.entries.first?.repair == nil)
        switch found.entries.first?.finding {
        case .missing(blob, path): #expect(damage == .deleted)
        case .damaged(blob, path, _): #expect(damage != .deleted)
        default: Issue.record("\(found)")
        }

        let repaired = try store.verify(repairing: true)
        switch repaired.entries.first?.repair {
        case .forgotten(references: ["kept"]): #expect(damage == .deleted)
        case .quarantined(let place, references: ["kept"]): #expect(place.parent == fixture.home / "quarantine")
        default: Issue.record("\(repaired)")
        }
        #expect(try store.verify().isClean)
        #expect(try store.blobs() == [other] && store.references().isEmpty)
        #expect(try store.add(content, intake).isNew)
        #expect(try store.content(blob.digest) == content)
        _ = try store.prune(Pruning())
        #expect(try store.usage().quarantine == 0)
        #expect(try store.content(blob.digest) == content)
    }

    @Test(arguments: Damage.allCases)
    mutating func `a damaged blob that nobody holds can be pruned, and the store opened`(damage: Damage) throws {
        let blob = try store.add(random.noise(10_000)).blob
        try inflict(damage, on: fixture.home.file(of: blob))
        _ = try store.prune(Pruning())
        #expect(try store.blobs().isEmpty)
        #expect(try fixture.open().verify().isClean)
        #expect(try store.usage().unaccounted == 0)
    }

    @Test mutating func `bits that are wrong in the place that is read are never given as a frame's content`() throws {
        let content = random.text(7 << 20)
        let blob = try store.add(content).blob
        #expect(blob.encoding == .zstd)
        try inflict(.middleBit, on: fixture.home.file(of: blob))
        let reader = try #require(try store.open(blob.digest))
        var buffer = [UInt8](repeating: 0, count: 1000)
        var failures = 0
        for offset in stride(from: 0, to: content.count - 1000, by: 500_000) {
            do {
                let count = try buffer.withUnsafeMutableBytes { try reader.read(at: Int64(offset), into: $0) }
                #expect(count == 1000 && buffer.elementsEqual(content[offset..<offset + 1000]))
            } catch {
                failures += 1
            }
        }
        #expect(failures > 0)
    }

    // Where a stray file may lie; none of these names is one that the store gives.
    @Test(arguments: [
        "blobs/stray", "blobs/md5", "blobs/sha256/stray", "blobs/sha256/ab/stray", "blobs/sha256/ab/ab12.zst",
        "blobs/sha256/cd/ab" + String(repeating: "0", count: 62),
    ])
    func `a file that does not belong there is found and put away`(name: String) throws {
        let path = fixture.home / name
        try FileManager.default.createDirectory(at: url(path.parent), withIntermediateDirectories: true)
        try Data([1, 2, 3]).write(to: url(path))
        #expect(try store.verify().entries.map(\.finding) == [.rubbish(path, bytes: 4096)])
        #expect(try store.verify(repairing: true).entries.count == 1)
        #expect(try store.verify().isClean)
        #expect(try store.usage().quarantine == 4096)
    }

    @Test func `rubbish in the place for sessions does not keep the store from opening`() throws {
        try FileManager.default.createDirectory(
            at: url(fixture.home / "tmp/dead/deeper/still"), withIntermediateDirectories: true)
        try Data([1]).write(to: url(fixture.home / "tmp/file"))
        let store = try fixture.open()
        #expect(try store.usage().inFlight == 0)
        #expect(try LocalFileSystem().names(in: fixture.home / "tmp").isEmpty)
    }
}
