import Compression
import Testing

@Suite struct FrameReaderTests {
    private static let frame = FrameCompressor.frameLength

    private static func read(_ reader: inout FrameReader, _ range: Range<Int>) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0xee, count: range.count)
        let count = try bytes.withUnsafeMutableBytes { try reader.read(at: Int64(range.lowerBound), into: $0) }
        return Array(bytes.prefix(count))
    }

    @Test func `any range reads as the plain bytes do`() throws {
        let plain = Sample.text.bytes(3 * Self.frame + 17)
        var reader = try open(compress(plain))
        var dice = Dice(seed: 3)
        for _ in 0..<100 {
            let start = Int.random(in: 0...(plain.count + 10), using: &dice)
            let end = start + Int.random(in: 0...50_000, using: &dice)
            let found = try Self.read(&reader, start..<end)
            #expect(found.elementsEqual(plain.dropFirst(start).prefix(end - start)), "\(start)..<\(end)")
        }
        for start in [0, 1, Self.frame - 1, Self.frame] {
            let found = try Self.read(&reader, start..<(3 * Self.frame))
            #expect(found == Array(plain[start..<(3 * Self.frame)]))
        }
    }

    @Test func `small reads in a row decode a frame once`() throws {
        let source = CountingFile(try compress(Sample.text.bytes(2 * Self.frame)))
        var reader = try FrameReader(length: source.length, source: source)
        source.reads = 0
        for start in stride(from: 0, to: 2 * Self.frame, by: 8192) {
            _ = try Self.read(&reader, start..<(start + 8192))
        }
        #expect(source.reads == 2)
    }

    @Test(arguments: [1, 2, 5])
    func `any number of threads streams the same bytes`(threads: Int) throws {
        let plain = Sample.text.bytes(9 * Self.frame + 1)
        #expect(try expand(compress(plain), threads: threads) == plain)
    }

    @Test(arguments: 1...9)
    func `a body that throws ends the stream`(call: Int) throws {
        let compressed = try compress(Sample.zeroes.bytes(9 * Self.frame))
        let recorder = Recorder(failingCall: call)
        #expect(throws: Recorder.Failure.self) { try open(compressed).forEachChunk(recorder.take) }
        #expect(recorder.calls == call)
    }

    @Test func `a bad frame is named`() throws {
        let plain = Sample.text.bytes(3 * Self.frame)
        var compressed = try compress(plain)
        let place = try open(compressed).table[1].compressed
        // The last four bytes of a frame are its checksum.
        compressed[Int(place.upperBound) - 1] ^= 1
        let error = CompressionError.badFrame(index: 1, offset: place.lowerBound, cause: .zstd(.wrongChecksum))
        #expect("\(error)".hasPrefix("frame 1 at offset \(place.lowerBound): zstd: "))

        let recorder = Recorder()
        #expect(throws: error) { try open(compressed).forEachChunk(recorder.take) }
        #expect(recorder.bytes.elementsEqual(plain.prefix(Self.frame)))
        var reader = try open(compressed)
        for _ in 0..<2 {
            #expect(throws: error) { try Self.read(&reader, Self.frame..<(Self.frame + 1)) }
        }
        #expect(try Self.read(&reader, 5..<9) == plain[5..<9] + [])
    }

    // The table says 4 less or 4 more than the frame holds.
    @Test(arguments: [96, 104])
    func `a frame of another length than promised is refused`(promised: Int) throws {
        var compressed = try compress(Sample.text.bytes(100))
        compressed[compressed.count - 13] = UInt8(promised)
        let cause = promised < 100 ? .zstd(.outputTooSmall) : CompressionError.wrongLength(expected: 104, found: 100)
        #expect(throws: CompressionError.badFrame(index: 0, offset: 0, cause: cause)) { try expand(compressed) }
    }

    @Test func `a flipped bit is found or does no harm`() throws {
        let plain = Sample.text.bytes(600)
        let compressed = try compress(plain)
        for bit in 0..<(compressed.count * 8) {
            var damaged = compressed
            damaged[bit / 8] ^= 1 << (bit % 8)
            for found in [try? expand(damaged, threads: 1), try? decode(damaged)] {
                #expect(found == nil || found == plain, "bit \(bit)")
            }
        }
    }

    @Test func `a file cut short is refused`() throws {
        let compressed = try compress(Sample.text.bytes(600))
        for length in 0..<compressed.count {
            #expect(throws: CompressionError.self, "\(length)") { try expand(Array(compressed.prefix(length))) }
        }
    }

    /// A file in memory that counts how often it is read.
    private final class CountingFile: RandomAccess {
        private let file: MemoryFile
        var reads = 0

        init(_ bytes: [UInt8]) {
            file = MemoryFile(bytes: bytes)
        }

        var length: Int64 { Int64(file.bytes.count) }

        func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
            reads += 1
            return (try? file.fill(buffer, at: offset)) ?? 0
        }
    }
}
