import Compression
import Host

/// Bytes to compress, the same in every run.
enum Sample: String, CaseIterable, Sendable {
    case text
    case random
    case zeroes

    func bytes(_ count: Int) -> [UInt8] {
        switch self {
        case .text: Array(Self.longText.prefix(count))
        case .random: Array(Self.longNoise.prefix(count))
        case .zeroes: [UInt8](repeating: 0, count: count)
        }
    }

    private static let longText: [UInt8] = {
        var dice = Dice(seed: 7)
        return dice.words(20 << 20)
    }()

    private static let longNoise: [UInt8] = {
        var dice = Dice(seed: 8)
        return dice.bytes(7 << 20)
    }()
}

/// SplitMix64: random numbers that a failing test can throw again.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            let word = next()
            withUnsafeBytes(of: word) { bytes += $0 }
        }
        return Array(bytes.prefix(count))
    }

    /// Pieces of one short text in random order, which compress well but not without end.
    mutating func words(_ count: Int) -> [UInt8] {
        let source = bytes(4096)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 64)
        while bytes.count < count {
            let word = next()
            let start = Int(word % 4000)
            bytes += source[start..<(start + 4 + Int(word >> 58))]
        }
        return Array(bytes.prefix(count))
    }
}

/// A file in memory.
struct MemoryFile: RandomAccess {
    let bytes: [UInt8]

    func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
        let part = bytes.dropFirst(Int(offset)).prefix(buffer.count)
        buffer.copyBytes(from: part)
        return part.count
    }
}

/// A sink that remembers, and throws in the place of its `failingCall`th call.
final class Recorder {
    struct Failure: Error {}

    private(set) var bytes: [UInt8] = []
    private(set) var calls = 0
    private let failingCall: Int?

    init(failingCall: Int? = nil) {
        self.failingCall = failingCall
    }

    func take(_ more: UnsafeRawBufferPointer) throws {
        calls += 1
        if calls == failingCall { throw Failure() }
        bytes += more
    }
}

func compress(_ plain: [UInt8], level: Int = 3, threads: Int? = nil) throws -> [UInt8] {
    let recorder = Recorder()
    var compressor = try FrameCompressor(level: level, threads: threads, sink: recorder.take)
    try plain.withUnsafeBytes { try compressor.write($0) }
    _ = try compressor.finish()
    return recorder.bytes
}

func open(_ compressed: [UInt8]) throws -> FrameReader {
    try FrameReader(length: Int64(compressed.count), source: MemoryFile(bytes: compressed))
}

/// What a `FrameReader` makes of a whole file.
func expand(_ compressed: [UInt8], threads: Int? = nil) throws -> [UInt8] {
    let recorder = Recorder()
    try open(compressed).forEachChunk(threads: threads, recorder.take)
    return recorder.bytes
}

/// What a `ZstdDecoder` makes of bytes that come `step` at a time.
func decode(_ compressed: [UInt8], step: Int = .max, windowLimit: Int = 128 << 20) throws -> [UInt8] {
    let recorder = Recorder()
    var decoder = try ZstdDecoder(windowLimit: windowLimit)
    for start in stride(from: 0, to: compressed.count, by: min(step, max(1, compressed.count))) {
        try compressed[start...].prefix(step).withUnsafeBytes { try decoder.decode($0, to: recorder.take) }
    }
    try decoder.finish()
    return recorder.bytes
}

extension FrameCompressor {
    /// Takes in bytes that are in memory.
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = try fill(from: { room in
                let part = rest.prefix(room.count)
                room.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
                return part.count
            })
            rest = rest.dropFirst(count)
        }
    }
}
