import Compression
import ContentStore
import Foundation
import Hashing
import Host
import Layers
import OCI
import TestSupport
import Testing
import Values

@testable import Outputs

@Suite struct BaseTarballTests {
    private let directory: TemporaryDirectory
    private let here: Store
    private let there: Store

    init() throws {
        directory = try TemporaryDirectory.quick()
        here = try Store(StoreConfiguration(home: directory.path / "here"))
        there = try Store(StoreConfiguration(home: directory.path / "there"))
    }

    // MARK: - Making one

    /// A layer with a file of text that no other has.
    private func layer(_ text: String, _ layers: LayerStore) throws -> StoredLayer {
        let content = FileContent(length: Int64(text.utf8.count), digest: nil, place: .bytes(Array(text.utf8)))
        let node = FileNode(FileAttributes(mode: 0o644, modified: 0), .file(content))
        return try layers.add(FileTree(Directory([Directory.Entry(Array("file".utf8), node)])), seconds: 2)
    }

    private func record(_ layer: StoredLayer, created: Int64 = 5) -> StepRecord {
        var hash = FramedHash("hearth.step.v1")
        hash.add("step", "copy")
        let ingredients: JSON = [["step", "copy"]]
        return StepRecord(
            key: hash.digest(), kind: .recipe, scope: "base", layer: layer, created: Timestamp(microseconds: created),
            seconds: 2, bytes: layer.size, run: "", title: "COPY a b", place: "[2/2]",
            ingredients: ingredients.encoded())
    }

    /// The bytes of a file with two layers.
    private func file(_ change: (inout BaseContents) -> Void = { _ in }) throws -> [UInt8] {
        let layers = try LayerStore(here)
        let (lower, upper) = try (layer("lower", layers), layer("upper", layers))
        let built = [lower, upper].map { BuiltLayer(.unpacked($0), step: "COPY a b") }
        let target = SampleTarget.target([SampleTarget.image("linux/amd64", layers: built)], tags: ["base:1"])
        var contents = BaseContents(
            key: SampleTarget.digest(7), target: target, names: [], records: [record(upper)])
        change(&contents)
        let path = directory.path / "base.tar.zst"
        try Exporter(here, layers, here: SampleTarget.here).write(contents, to: path)
        return try [UInt8](Data(contentsOf: path.url))
    }

    private func plain(_ bytes: [UInt8]) throws -> [UInt8] {
        var plain: [UInt8] = []
        var decoder = try ZstdDecoder()
        try bytes.withUnsafeBytes { bytes in try decoder.decode(bytes) { plain += $0 } }
        return plain
    }

    private func packed(_ plain: [UInt8]) throws -> [UInt8] {
        var packed: [UInt8] = []
        var rest = plain[...]
        var compressor = try FrameCompressor { packed += $0 }
        while !rest.isEmpty {
            _ = try compressor.fill { room in
                let count = min(room.count, rest.count)
                room.copyBytes(from: rest.prefix(count))
                rest = rest.dropFirst(count)
                return count
            }
        }
        _ = try compressor.finish()
        return packed
    }

    // MARK: - Taking one

    private func take(_ bytes: [UInt8], isStream: Bool = false) throws -> ImportedBase {
        let path = directory.path / "taken"
        try Data(bytes).write(to: path.url)
        return try BaseImport(there).take(OpenFile(path, .read, on: LocalFileSystem()), isStream: isStream)
    }

    /// What is wrong with a file, read either way; nothing of it may count.
    private func fault(_ bytes: [UInt8]) throws -> String {
        let faults = [false, true].map { isStream in
            do {
                _ = try take(bytes, isStream: isStream)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(faults[0] == faults[1])
        #expect(try there.references().isEmpty)
        #expect(try there.records(for: [record(SampleTarget.layer(1)).key], preferring: "").isEmpty)
        return faults[0]
    }

    /// What is wrong with the file when its list is another.
    private func fault(list change: (String) -> String) throws -> String {
        let bytes = try plain(file())
        let length = Int(String(decoding: bytes[124..<135], as: UTF8.self), radix: 8)!
        let list = change(String(decoding: bytes[512..<512 + length], as: UTF8.self))
        let header = BaseEntry(BaseTarball.listName, size: Int64(list.utf8.count), mode: 0o644).header
        func padded(_ count: Int) -> Int { (count + 511) / 512 * 512 }
        let padding = [UInt8](repeating: 0, count: padded(list.utf8.count) - list.utf8.count)
        return try fault(packed(header + Array(list.utf8) + padding + bytes[(512 + padded(length))...]))
    }

    @Test(arguments: [false, true]) func `what was written is taken, records, layers, names and all`(isStream: Bool)
        throws
    {
        let bytes = try file()
        let base = try take(bytes, isStream: isStream)
        #expect((base.target, base.key, base.layers) == ("app", SampleTarget.digest(7), 2))
        let record = try #require(
            there.records(for: [record(SampleTarget.layer(1)).key], preferring: "base").values.first)
        #expect(
            (record.title, record.place, record.scope, record.created.microseconds) == ("COPY a b", "[2/2]", "base", 5))
        #expect(try there.layer(record.layer.diffID) == record.layer)
        #expect(try LayerStore(there).tree(of: record.layer).walk.map(\.name) == [Array("file".utf8)])
        #expect(try there.references().map(\.name) == ["docker.io/library/base:1"])
        #expect(try there.verify().isClean)
        #expect(try take(bytes, isStream: isStream).added == 0)
        // With the name gone nothing keeps it.
        _ = try there.removeReference("docker.io/library/base:1")
        #expect(try !there.prune(Pruning()).blobs.isEmpty)
        #expect(try there.layer(record.layer.diffID) == nil)
        #expect(try take(bytes, isStream: isStream).added == base.added)
    }

    @Test func `a record takes the place of an older one, and never of a younger`() throws {
        let layers = try LayerStore(there)
        let own = try layer("own", layers)
        let key = record(own).key
        for (created, stays) in [(Int64(9), true), (5, true), (2, false)] {
            try there.keep([record(own, created: created)])
            _ = try take(file())
            #expect(try (there.records(for: [key], preferring: "base")[key]?.layer == own) == stays)
        }
    }

    @Test func `another order, another name, the same twice, or one that leads out is refused`() throws {
        let bytes = try plain(file())
        let blobs = try #require(bytes.firstRange(of: Array("blobs/".utf8) + [0])).lowerBound
        func renamed(_ name: String) throws -> String {
            var tar = SampleTar()
            tar.add(name, "0", [1])
            return try fault(packed(bytes[..<blobs] + tar.ended))
        }
        #expect(try renamed("../../etc/passwd") == #""../../etc/passwd" leads out of it"#)
        #expect(try renamed("/etc/passwd") == #""/etc/passwd" leads out of it"#)
        #expect(try renamed("hello") == #""hello" is in it where "blobs" should be"#)
        // The first directory once more.
        let twice = Array(bytes[..<(blobs + 512)] + bytes[blobs..<(blobs + 512)] + bytes[(blobs + 512)...])
        #expect(try fault(packed(twice)).contains("is in it "))
    }

    @Test func `a blob that is not what its name says is refused`() throws {
        var bytes = try plain(file())
        let place = try #require(bytes.firstRange(of: Array("upper".utf8)))
        bytes[place.lowerBound] ^= 1
        #expect(try fault(packed(bytes)).contains("is damaged: it holds sha256:"))
    }

    @Test func `a tree that reaches beyond its pack, or is of other files, is refused`() throws {
        #expect(
            try fault { $0.replacing(#""identity":"sha256:"#, with: #""identity":"sha256:00"#, maxReplacements: 1) }
                .contains("its list has no good \"identity\""))
        let other = "\(SampleTarget.digest(9))"
        let words = try fault {
            $0.replacing(try! Regex(#""identity":"[^"]*""#), with: #""identity":"\#(other)""#)
        }
        #expect(words.contains("its files are others than were promised"), "\(words)")
    }

    @Test func `a list that is none, or promises what cannot be, is refused`() throws {
        #expect(try fault { _ in "{}" } == "its list has no good \"version\"")
        #expect(try fault { _ in "nothing" }.hasPrefix("its list is no JSON"))
        #expect(try fault { $0.replacing(#""version":1"#, with: #""version":2"#) }.hasPrefix("it has the format 2"))
        #expect(
            try fault { $0.replacing(#""kind":"recipe""#, with: #""kind":"other""#) }.contains("of the kind \"other\""))
        #expect(try fault { $0.replacing(#"["step","copy"]"#, with: #"["step","run"]"#) }.contains("have another key"))
        let size = try Regex(#""size":[0-9]+"#)
        #expect(try fault { $0.replacing(size, with: #""size":-1"#) }.contains("below zero"))
        #expect(try fault { $0.replacing(size, with: #""size":9223372036854775807"#) }.contains("promises too much"))
        #expect(try fault { $0.replacing(size, with: #""size":1048576"#) }.contains("is in it where"))
        #expect(try fault { $0.replacing("base:1", with: "BASE") }.contains("BASE"))
    }

    @Test func `what is cut short or goes on is refused, wherever that is`() throws {
        let bytes = try file()
        let plain = try plain(bytes)
        for count in [0, 1, 100, 511, 512, 5000, plain.count - 1100, plain.count - 1] {
            let words = try fault(packed(Array(plain.prefix(count))))
            #expect(words == "it is cut short" || words.contains("no base-image"), "\(count): \(words)")
        }
        for count in stride(from: 0, to: bytes.count, by: bytes.count / 20) {
            #expect(try fault(Array(bytes.prefix(count))) != "", "\(count)")
        }
        #expect(
            try fault(packed(plain + [UInt8](repeating: 0, count: 40 << 20))) == "it has more in it than its list says")
        var tar = SampleTar()
        tar.add("index.json", "0", [1])
        #expect(try fault(packed(tar.ended)) == "it is no base-image tarball")
    }

    @Test func `a bomb is told from its first bytes on`() throws {
        // A gigabyte and more of nothing, of which the table says how much it is.
        var packed: [UInt8] = []
        var compressor = try FrameCompressor { packed += $0 }
        for _ in 0..<600 { _ = try compressor.fill { $0.initializeMemory(as: UInt8.self, repeating: 0).count } }
        _ = try compressor.finish()
        #expect(throws: BaseTarballFault.self) { try take(packed) }
        #expect(throws: BaseTarballFault.self) { try take(packed, isStream: true) }
        let list = Array(String(repeating: " ", count: 1 << 20).utf8)
        let header = BaseEntry(BaseTarball.listName, size: (1 << 33) - 1, mode: 0o644).header
        #expect(try fault(self.packed(header + list)).contains("its list is too long"))
    }

    @Test func `what a limit has no room for is refused, and a seek table that lies`() throws {
        let bytes = try file()
        var lying = bytes
        // The length of the first frame, before the compressed end.
        lying[bytes.count - 9 - 4] ^= 1
        _ = try? take(lying)
        #expect(try fault(Array(bytes.dropLast(1))) != "")
        for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
            var flipped = bytes
            flipped[place] ^= 0x55
            // Whatever it says, it does not crash, and what it takes is right.
            _ = try? take(flipped)
            #expect(try there.verify().isClean)
        }
    }
}
