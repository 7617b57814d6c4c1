import ContentStore
import Hashing
import Host
import TestSupport
import Testing
import Values

@Suite struct StoreWritingTests {
    private let fixture: StoreFixture
    private let store: Store
    private var random = SeededGenerator(seed: 44)

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    struct Stop: Error {}

    @Test(
        arguments: [0, 1, 4096, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000],
        [Intake.Compression.none, .automatic(), .zstd(level: 1)])
    mutating func `what is written is what is there`(size: Int, compression: Intake.Compression) throws {
        let content = random.text(size)
        var intake = Intake()
        intake.compression = compression
        let addition = try store.write(intake) { writer in
            var rest = content[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...700_000, using: &random))
                try writer.write(Array(piece))
                rest = rest.dropFirst(piece.count)
            }
        }
        #expect(addition.isNew && addition.blob.digest == ContentHash.digest(of: content))
        #expect(try store.content(addition.blob.digest) == content)
        #expect(try !store.write(intake) { try $0.write(content) }.isNew)
        #expect(try store.verify().isClean && store.usage().inFlight == 0)
    }

    @Test(arguments: [10, 3 << 20])
    func `who stops in the middle leaves nothing`(size: Int) throws {
        #expect(throws: Stop.self) {
            try store.write { writer in
                try writer.write([UInt8](repeating: 7, count: size))
                throw Stop()
            }
        }
        #expect(try store.blobs().isEmpty && store.usage().inFlight == 0 && store.verify().isClean)
        #expect(try Onlooker(fixture.home).reserved() == 0)
    }

    @Test(arguments: [10, 3 << 20])
    func `content that is not what was promised is refused`(size: Int) throws {
        let content = [UInt8](repeating: 7, count: size)
        let wrong = Intake(expected: .sha256("other"))
        #expect(throws: StoreError.self) { try store.write(wrong) { try $0.write(content) } }
        #expect(throws: StoreError.self) {
            try store.write(Intake(length: Int64(size - 1))) { for _ in 0..<9 { try $0.write(content) } }
        }
        #expect(throws: StoreError.self) { try store.write(Intake(length: Int64(size + 1))) { try $0.write(content) } }
        #expect(try store.blobs().isEmpty && store.usage().inFlight == 0)
    }

    @Test mutating func `content that is known is not taken in again`() throws {
        let content = random.noise(6 << 20)
        let digest = try store.add(content).blob.digest
        let addition = try store.write(Intake(expected: digest)) { try $0.write(content) }
        #expect(!addition.isNew && addition.blob.digest == digest)
    }

    @Test mutating func `a write ends at the limit`() throws {
        let store = try fixture.open(limit: .bytes(20 << 20))
        let piece = random.noise(1 << 20)
        var count = 0
        let error = #expect(throws: StoreError.self) {
            try store.write { writer in
                while count < 100 {
                    count += 1
                    try writer.write(piece)
                }
            }
        }
        guard case .limitReached = error else { throw try #require(error) }
        #expect(count < 30)
        #expect(try store.usage().inFlight == 0)
    }

    @Test func `a scratch directory is swept with who made it`() throws {
        var store: Store? = try fixture.open()
        let path = try #require(try store?.makeScratch())
        #expect(try store?.makeScratch() != path)
        _ = try LocalFileSystem().makeDirectory(path / "a")
        _ = try OpenFile(path / "a/b", .create, on: LocalFileSystem())
        _ = try fixture.open()
        #expect(try LocalFileSystem().status(path / "a/b") != nil)
        store = nil
        _ = try fixture.open()
        #expect(try LocalFileSystem().status(path) == nil)
        #expect(try fixture.open().usage().inFlight == 0)
    }
}
