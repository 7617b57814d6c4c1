import Compression
import Testing

@Suite struct ZstdDecoderTests {
    private static let skippable: [UInt8] = [0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]

    @Test(
        .disabled(if: ZstdTool.isMissing, "there is no zstd command"),
        arguments: [
            ["-1"], ["-19", "--long"], ["-T2", "-B1M"], ["--no-check"], ["--no-content-size"], ["--fast=5"],
        ], [0, 1, 3_000_000])
    func `we read what the zstd command writes`(options: [String], length: Int) throws {
        let plain = Sample.text.bytes(length)
        #expect(try decode(ZstdTool.run(options, on: plain)) == plain)
    }

    @Test(arguments: [1, 7, 1000, 1 << 20])
    func `frames after each other are one stream`(step: Int) throws {
        let (first, second) = (Sample.text.bytes(300_000), Sample.random.bytes(70_000))
        let compressed = try compress(first) + Self.skippable + compress([]) + compress(second)
        #expect(try decode(compressed, step: step) == first + second)
    }

    @Test func `a frame that fills the room to the brim is read to its end`() throws {
        for length in [131_071, 131_072, 131_073, 262_144] {
            let plain = Sample.zeroes.bytes(length)
            #expect(try decode(compress(plain)) == plain)
        }
    }

    @Test func `nothing is not even an empty stream`() {
        #expect(throws: CompressionError.truncated) { try decode([]) }
    }

    @Test func `empty pieces change nothing`() throws {
        let compressed = try compress([1, 2, 3])
        let recorder = Recorder()
        var decoder = try ZstdDecoder()
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        for _ in 0..<50 { try decoder.decode(empty, to: recorder.take) }
        try compressed.withUnsafeBytes { try decoder.decode($0, to: recorder.take) }
        for _ in 0..<50 { try decoder.decode(empty, to: recorder.take) }
        try decoder.finish()
        #expect(recorder.bytes == [1, 2, 3])
    }

    @Test func `a stream cut inside a frame is refused`() throws {
        let compressed = try compress(Sample.text.bytes(600))
        let frameLength = Int(try open(compressed).table.compressedLength)
        // Between its frame and its seek table a stream may end: both are whole.
        for length in 0..<compressed.count where length != frameLength {
            #expect(throws: CompressionError.truncated, "\(length)") { try decode(Array(compressed.prefix(length))) }
        }
        #expect(try decode(Array(compressed.prefix(frameLength))).count == 600)
    }

    @Test func `rubbish is refused`() throws {
        #expect(throws: CompressionError.zstd(.unknownPrefix)) { try decode(Array("hello, world".utf8)) }
        #expect(throws: CompressionError.zstd(.unknownPrefix)) { try decode(compress([1]) + [1, 2, 3, 4, 5, 6]) }
        var damaged = try compress(Sample.text.bytes(600))
        damaged[Int(try open(damaged).table.compressedLength) - 1] ^= 1
        #expect(throws: CompressionError.zstd(.wrongChecksum)) { try decode(damaged) }
    }

    @Test(.disabled(if: ZstdTool.isMissing, "there is no zstd command"))
    func `a window beyond the limit is refused`() throws {
        let compressed = try ZstdTool.run(["--long=25", "--no-content-size"], on: Sample.zeroes.bytes(40 << 20))
        #expect(throws: CompressionError.zstd(.windowTooLarge)) { try decode(compressed, windowLimit: 16 << 20) }
        #expect(try decode(compressed, windowLimit: 32 << 20).count == 40 << 20)
    }

    @Test func `an error is told again`() throws {
        let compressed = try compress(Sample.text.bytes(600))
        let recorder = Recorder(failingCall: 1)
        var decoder = try ZstdDecoder()
        for _ in 0..<3 {
            #expect(throws: Recorder.Failure.self) {
                try compressed.withUnsafeBytes { try decoder.decode($0, to: recorder.take) }
            }
        }
        #expect(recorder.calls == 1)
        #expect(throws: Recorder.Failure.self) { try decoder.finish() }
    }
}
