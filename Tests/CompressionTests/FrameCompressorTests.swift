import Compression
import Testing

@Suite struct FrameCompressorTests {
    private static let frame = FrameCompressor.frameLength
    static let lengths = [0, 1, frame - 1, frame, frame + 1, 3 * frame + 17]

    @Test(arguments: Sample.allCases, lengths)
    func `what was compressed comes back`(sample: Sample, length: Int) throws {
        let plain = sample.bytes(length)
        let compressed = try compress(plain)
        #expect(try expand(compressed) == plain)
        #expect(try decode(compressed) == plain)
    }

    @Test(.disabled(if: ZstdTool.isMissing, "there is no zstd command"), arguments: Sample.allCases, lengths)
    func `the zstd command reads what we write`(sample: Sample, length: Int) throws {
        let plain = sample.bytes(length)
        #expect(try ZstdTool.run(["-d"], on: compress(plain)) == plain)
    }

    @Test func `the table tells where each frame is`() throws {
        let plain = Sample.text.bytes(2 * Self.frame + 17)
        let recorder = Recorder()
        var compressor = try FrameCompressor(sink: recorder.take)
        try plain.withUnsafeBytes { try compressor.write($0) }
        let table = try compressor.finish()
        #expect(table.frameCount == 3)
        #expect(table.plainLength == Int64(plain.count))
        #expect(table.fileLength == Int64(recorder.bytes.count))
        // Zstandard frame: magic number, little-endian.
        for index in 0..<3 {
            #expect(recorder.bytes[Int(table[index].compressed.lowerBound)...].starts(with: [0x28, 0xb5, 0x2f, 0xfd]))
        }
        #expect(try SeekTable(length: table.fileLength, from: MemoryFile(bytes: recorder.bytes)) == table)
    }

    @Test(arguments: [1, 3, 9])
    func `any number of threads writes the same bytes`(level: Int) throws {
        let plain = Sample.text.bytes(5 * Self.frame + 1) + Sample.random.bytes(Self.frame)
        let one = try compress(plain, level: level, threads: 1)
        for threads in [2, 3, 8] {
            #expect(try compress(plain, level: level, threads: threads) == one)
        }
    }

    @Test func `the pieces that bytes come in do not show`() throws {
        let plain = Sample.text.bytes(2 * Self.frame + 5)
        let recorder = Recorder()
        var compressor = try FrameCompressor(sink: recorder.take)
        var dice = Dice(seed: 1)
        var rest = plain[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 0...300_000, using: &dice))
            try piece.withUnsafeBytes { try compressor.write($0) }
            rest = rest.dropFirst(piece.count)
        }
        _ = try compressor.finish()
        #expect(try recorder.bytes == compress(plain))
    }

    @Test func `what was filled in place can be observed`() throws {
        let plain = Sample.text.bytes(3 * Self.frame + 17)
        let (written, observed) = (Recorder(), Recorder())
        var compressor = try FrameCompressor(sink: written.take)
        let file = MemoryFile(bytes: plain)
        while try compressor.fill(
            from: { try file.fill($0, at: Int64(observed.bytes.count)) }, observe: observed.take) > 0
        {}
        _ = try compressor.finish()
        #expect(observed.bytes == plain)
        #expect(try written.bytes == compress(plain))
    }

    @Test(arguments: [Int.min, -1, 0, 20, Int.max])
    func `a level out of range is refused`(level: Int) {
        #expect(throws: CompressionError.levelOutOfRange(level)) { try compress([], level: level) }
    }

    @Test(arguments: [1, 19])
    func `the levels at both ends work`(level: Int) throws {
        let plain = Sample.text.bytes(100_000)
        #expect(try expand(compress(plain, level: level)) == plain)
    }

    @Test(arguments: FrameCompressor.levels)
    func `as many threads compress as fit into the memory`(level: Int) {
        for processors in [1, 2, 4, 6, 64] {
            let threads = FrameCompressor.threads(at: level, processors: processors)
            #expect(1...min(processors, 6) ~= threads)
            #expect(FrameCompressor.memory(at: level, threads: threads) <= FrameCompressor.memoryGoal)
            let more = FrameCompressor.memory(at: level, threads: threads + 1)
            #expect(threads == min(processors, 6) || more > FrameCompressor.memoryGoal)
        }
    }

    @Test func `the usual level takes all processors, the highest one`() {
        #expect(FrameCompressor.threads(at: 3, processors: 64) == 6)
        #expect(FrameCompressor.threads(at: 19, processors: 64) == 1)
    }

    // Five frames and the table make six calls.
    @Test(arguments: 1...6)
    func `a sink that throws is heard and not called again`(call: Int) throws {
        let recorder = Recorder(failingCall: call)
        #expect(throws: Recorder.Failure.self) {
            var compressor = try FrameCompressor(threads: 2, sink: recorder.take)
            let plain = Sample.text.bytes(Self.frame)
            var failures = 0
            for _ in 0..<5 {
                do {
                    try plain.withUnsafeBytes { try compressor.write($0) }
                } catch is Recorder.Failure {
                    failures += 1
                }
            }
            #expect(failures == (call == 1 ? 1 : 0))
            _ = try compressor.finish()
        }
        #expect(recorder.calls == call)
    }

    @Test(arguments: [0, 1, frame - 1, 5 * frame])
    func `a compressor dropped half-way ends`(length: Int) throws {
        let recorder = Recorder()
        for _ in 0..<5 {
            var compressor = try FrameCompressor(threads: 2, sink: recorder.take)
            try Sample.text.bytes(length).withUnsafeBytes { try compressor.write($0) }
        }
        #expect(recorder.bytes.isEmpty == (length < 5 * Self.frame))
    }
}
