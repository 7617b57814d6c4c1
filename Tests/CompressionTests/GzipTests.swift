import Foundation
import Testing

@testable import Compression

@Suite struct GzipTests {
    /// Text that shrinks, longer than two blocks.
    static let text = Array((0..<100_000).map { "line \($0 % 977) of \($0 / 31)\n" }.joined().utf8.prefix(1_100_000))

    static let contents: [[UInt8]] = [
        [], [1], text, Array(text.prefix(GzipCompressor.blockLength)),
        (0..<1_200_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) },
    ]

    static func compressed(
        _ bytes: [UInt8], level: Int, threads: Int? = nil, piece: Int = 1 << 20, library: ISAL? = ISAL.library
    ) throws -> [UInt8] {
        var result: [UInt8] = []
        var offset = 0
        try withoutActuallyEscaping({ (piece: UnsafeRawBufferPointer) in result += piece }) { sink in
            var compressor = try GzipCompressor(library, level: level, threads: threads, sink: sink)
            while offset < bytes.count {
                offset += try compressor.fill { room in
                    let count = min(room.count, bytes.count - offset, piece)
                    room.copyBytes(from: bytes[offset..<offset + count])
                    return count
                }
            }
            try compressor.finish()
        }
        return result
    }

    static func decompressed(_ bytes: [UInt8], library: ISAL? = ISAL.library, piece: Int = 70_000) throws -> [UInt8] {
        let decoder = try GzipDecoder(library)
        var (result, offset, isEnd): ([UInt8], Int, Bool) = ([], 0, false)
        var room = [UInt8](repeating: 0, count: 50_000)
        while !isEnd {
            let step = try bytes.withUnsafeBytes { bytes in
                try room.withUnsafeMutableBytes { room in
                    try decoder.step(UnsafeRawBufferPointer(rebasing: bytes[offset...].prefix(piece)), into: room)
                }
            }
            if step.used == 0, step.made == 0, !step.isEnd { throw CompressionError.truncated }
            offset += step.used
            result += room[..<step.made]
            isEnd = step.isEnd
        }
        #expect(offset == bytes.count)
        return result
    }

    @Test(arguments: 0...9) func `what was compressed comes back, at every level`(_ level: Int) throws {
        for content in Self.contents {
            let packed = try Self.compressed(content, level: level)
            #expect(try Self.decompressed(packed) == content)
            #expect(try Self.decompressed(packed, library: nil) == content)
            #expect(packed.count < content.count + content.count / 500 + 64)
        }
    }

    @Test(arguments: [1, 6, 9]) func `gunzip reads it`(_ level: Int) throws {
        let packed = try Self.compressed(Self.text, level: level)
        #expect(Array(packed.prefix(10)) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
        #expect(packed.count < Self.text.count / 3)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).gz")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(packed).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "gzip -dc '\(file.path)'"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(Array(text) == Self.text)
    }

    @Test(arguments: [0, 6, 8]) func `neither threads nor pieces show`(_ level: Int) throws {
        let one = try Self.compressed(Self.text, level: level, threads: 1)
        #expect(try Self.compressed(Self.text, level: level, threads: 5) == one)
        #expect(try Self.compressed(Self.text, level: level, piece: 999_983) == one)
    }

    @Test func `without ISA-L zlib does it`() throws {
        let packed = try Self.compressed(Self.text, level: 4, library: nil)
        #expect(try Self.decompressed(packed) == Self.text)
    }

    @Test(arguments: [true, false]) func `damage is found`(_ usesZlib: Bool) throws {
        let content = Array(Self.text.prefix(4000))
        let packed = try Self.compressed(content, level: 6)
        let library = usesZlib ? nil : ISAL.library
        // From 3 to 9 the header has flags, time and system.
        for place in packed.indices where !(3...9).contains(place) {
            var damaged = packed
            damaged[place] ^= 0x10
            // What fills up the last byte before a flush means nothing.
            let found = try? Self.decompressed(damaged, library: library)
            #expect(found == nil || found == content, "byte \(place)")
        }
        for count in packed.indices {
            #expect((try? Self.decompressed(Array(packed.prefix(count)), library: library)) == nil, "\(count) bytes")
        }
    }

    @Test func `a level that is none is refused`() {
        #expect(throws: CompressionError.gzipLevelOutOfRange(10)) { try Self.compressed([], level: 10) }
    }
}
