import ContentStore
import Hashing
import Host
import TestSupport
import Testing
import Values

@Suite struct StoreAddingTests {
    private let fixture: StoreFixture
    private let store: Store

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    // Around a block, a piece, a frame, and over several frames with a rest.
    @Test(arguments: [0, 1, 4096, 4097, 256 << 10, (256 << 10) + 1, 2 << 20, (2 << 20) + 1, (7 << 20) + 123])
    func `content comes back as it went in, whatever its size and encoding`(size: Int) throws {
        var random = SeededGenerator(seed: UInt64(size))
        for content in [random.text(size), random.noise(size)] {
            for compression in [Intake.Compression.automatic(), .none, .zstd(level: 3)] {
                let fixture = try StoreFixture()
                let store = try fixture.open()
                var intake = Intake()
                intake.compression = compression
                let addition = try store.add(content, intake)
                #expect(addition.isNew)
                #expect(addition.blob.digest == ContentHash.digest(of: content))
                #expect(addition.blob.size == Int64(size))
                #expect(try store.content(addition.blob.digest) == content)
                #expect(try store.verify().isClean)
            }
        }
    }

    @Test func `what repeats itself is compressed, what does not or hardly could is left alone`() throws {
        var random = SeededGenerator(seed: 1)
        #expect(try store.add(random.text(100_000)).blob.encoding == .zstd)
        #expect(try store.add(random.noise(100_000)).blob.encoding == .plain)
        #expect(try store.add(random.text(4096)).blob.encoding == .plain)
        #expect(try store.add([0x1f, 0x8b, 8] + random.text(100_000)).blob.encoding == .plain)
    }

    @Test func `a blob is kept once, whoever brings it and however it is encoded`() throws {
        var random = SeededGenerator(seed: 2)
        let content = random.text(3 << 20)
        var plain = Intake()
        plain.compression = .none
        let first = try store.add(content)
        let second = try store.add(content, plain)
        #expect(first.isNew && !second.isNew)
        #expect(first.blob == second.blob)
        #expect(try store.blobs() == [first.blob])
        #expect(try store.usage().unaccounted == 0)
    }

    @Test func `SHA-512 names blobs as well`() throws {
        var intake = Intake()
        intake.algorithm = .sha512
        let blob = try store.add(Array("abc".utf8), intake).blob
        #expect(
            blob.digest.hex.hasPrefix("ddaf35a193617abacc417349ae204131") && blob.digest.algorithm == .sha512)
        #expect(try store.content(blob.digest) == Array("abc".utf8))
    }

    @Test func `a file is taken in from disk`() throws {
        var random = SeededGenerator(seed: 3)
        let content = random.text(5 << 20)
        let path = fixture.directory.path / "file"
        let file = try OpenFile(path, .create, on: LocalFileSystem())
        try content.withUnsafeBytes { try file.write($0) }
        let blob = try store.add(OpenFile(path, .read, on: LocalFileSystem())).blob
        #expect(try store.content(blob.digest) == content)
        #expect(blob.stored < blob.size)
    }

    @Test func `an expected blob that is there is not read again`() throws {
        let digest = try store.add([1, 2, 3]).blob.digest
        let again = try store.add(Unreadable(), Intake(expected: digest, length: 3))
        #expect(!again.isNew)
    }

    @Test func `a blob that has lost its bytes is taken in anew`() throws {
        var random = SeededGenerator(seed: 6)
        let content = random.text(100_000)
        let blob = try store.add(content).blob
        _ = try LocalFileSystem().remove(fixture.home.file(of: blob))
        var plain = Intake(expected: blob.digest)
        plain.compression = .none
        #expect(try store.add(content, plain).isNew)
        #expect(try store.content(blob.digest) == content)
        #expect(try store.verify().isClean && store.usage().unaccounted == 0)
    }

    @Test func `an added blob can be leased and named from its first moment`() throws {
        let lease = try store.lease(for: "test")
        var intake = Intake()
        intake.lease = lease
        intake.reference = "base"
        #expect(try store.add([1], intake).blob.holds == 2)
        #expect(try store.references().map(\.name) == ["base"])
    }

    // Broken promises: nothing may be kept, neither bytes nor rows, compressed or not.

    @Test(arguments: [Intake.Compression.none, .zstd(level: 1)])
    func `a wrong digest is refused`(compression: Intake.Compression) throws {
        var random = SeededGenerator(seed: 4)
        let content = random.text(5 << 20)
        let expected = ContentHash.digest(of: [1])
        try expectRefusal(content, Intake(expected: expected), compression) { error in
            guard case .digestMismatch(expected, ContentHash.digest(of: content)) = error else { return false }
            return true
        }
    }

    @Test(arguments: [Intake.Compression.none, .zstd(level: 1)])
    func `a stream that ends early is refused`(compression: Intake.Compression) throws {
        var random = SeededGenerator(seed: 5)
        try expectRefusal(random.text(5 << 20), Intake(length: 6 << 20), compression) { error in
            guard case .endedEarly(expected: 6 << 20, found: 5 << 20) = error else { return false }
            return true
        }
    }

    @Test(arguments: [Intake.Compression.none, .zstd(level: 1)])
    func `a stream that is longer than promised is refused as soon as it is`(compression: Intake.Compression) throws {
        try expectRefusal(Endless(), Intake(length: 5 << 20), compression) { error in
            guard case .longerThanPromised(5 << 20) = error else { return false }
            return true
        }
    }

    private func expectRefusal(
        _ content: [UInt8], _ intake: Intake, _ compression: Intake.Compression, _ isRight: (StoreError) -> Bool
    ) throws {
        try expectRefusal(MemorySource(content), intake, compression, isRight)
    }

    private func expectRefusal(
        _ source: some ByteSource, _ intake: Intake, _ compression: Intake.Compression,
        _ isRight: (StoreError) -> Bool
    ) throws {
        var intake = intake
        intake.compression = compression
        let error = #expect(throws: StoreError.self) { try store.add(source, intake) }
        #expect(error.map(isRight) == true, "\(String(describing: error))")
        #expect(try store.blobs().isEmpty)
        let usage = try store.usage()
        #expect(usage.inFlight == 0 && usage.unaccounted == 0)
        #expect(try store.verify().isClean)
    }
}

/// Fails whoever reads from it.
private struct Unreadable: ByteSource {
    var length: Int64? { 3 }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        throw SystemError("read", nil, .inputOutput)
    }
}

/// Zeros without end.
private struct Endless: ByteSource {
    var length: Int64? { nil }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        return buffer.count
    }
}
