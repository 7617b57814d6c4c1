import Compression
import Host
import Testing

@Suite struct SeekTableTests {
    /// Three frames, one of them without bytes, in front of a table made by hand.
    private static let file: [UInt8] =
        Array(repeating: 0xaa, count: 30)
        + [0x5e, 0x2a, 0x4d, 0x18, 33, 0, 0, 0]
        + [11, 0, 0, 0, 0, 1, 0, 0] + [9, 0, 0, 0, 0, 0, 0, 0] + [10, 0, 0, 0, 44, 1, 0, 0]
        + [3, 0, 0, 0, 0, 0xb1, 0xea, 0x92, 0x8f]

    private static func parse(_ file: [UInt8]) throws(CompressionError) -> SeekTable {
        try SeekTable(length: Int64(file.count), from: MemoryFile(bytes: file))
    }

    /// The file with some of its bytes replaced.
    private static func changed(_ offset: Int, _ bytes: UInt8...) -> [UInt8] {
        var changed = file
        changed.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        return changed
    }

    @Test func `a table is read and written alike`() throws {
        let table = try Self.parse(Self.file)
        #expect(table.frameCount == 3)
        #expect(table.plainLength == 556)
        #expect(table.compressedLength == 30)
        #expect(table.fileLength == Int64(Self.file.count))
        #expect(table[2].compressed == 20..<30)
        #expect(table[2].plain == 256..<556)
        #expect(table.encoded() == Array(Self.file[30...]))
    }

    @Test(arguments: [(-1, nil), (0, 0), (255, 0), (256, 2), (555, 2), (556, nil)] as [(Int64, Int?)])
    func `an offset finds its frame`(offset: Int64, index: Int?) throws {
        #expect(try Self.parse(Self.file).frame(containing: offset)?.index == index)
    }

    @Test func `an empty table holds nothing`() throws {
        let table = try Self.parse(SeekTable().encoded())
        #expect(table == SeekTable())
        #expect(table.frame(containing: 0) == nil)
    }

    // Zstandard Seekable Format 0.1.0; the table begins at 30, its entries at 38, its footer at 62.
    @Test(
        arguments: [
            ([], .noSeekTable),
            (Array(file.suffix(16)), .noSeekTable),
            (changed(70, 0x8e), .noSeekTable),
            (changed(66, 0x80), .badSeekTable(.unsupported(descriptor: 0x80))),
            (changed(66, 0x04), .badSeekTable(.unsupported(descriptor: 0x04))),
            (changed(62, 255, 255, 255, 255), .badSeekTable(.tooManyFrames(0xffff_ffff))),
            (changed(62, 255, 255), .badSeekTable(.longerThanFile(524_297))),
            (changed(62, 2), .badSeekTable(.wrongMagic(11))),
            (changed(30, 0x50), .badSeekTable(.wrongMagic(0x184d_2a50))),
            (changed(34, 32), .badSeekTable(.wrongLength(expected: 41, found: 40))),
            (changed(38, 0), .badSeekTable(.frameOutOfRange(index: 0, compressed: 0, plain: 256))),
            (changed(53, 1), .badSeekTable(.frameOutOfRange(index: 1, compressed: 9, plain: 0x100_0000))),
            (changed(45, 1), .badSeekTable(.frameOutOfRange(index: 0, compressed: 11, plain: 0x100_0100))),
            (changed(41, 1), .badSeekTable(.frameOutOfRange(index: 0, compressed: 0x100_000b, plain: 256))),
            (changed(38, 12), .badSeekTable(.wrongSum(expected: 30, found: 31))),
            (file.dropFirst() + [], .badSeekTable(.wrongSum(expected: 29, found: 30))),
        ] as [([UInt8], CompressionError)])
    func `a table that does not fit its file is refused`(file: [UInt8], error: CompressionError) {
        #expect(throws: error) { try Self.parse(file) }
    }

    // The specification says of bits 0 and 1 of the descriptor that readers should not interpret them.
    @Test func `bits without a meaning are passed over`() throws {
        #expect(try Self.parse(Self.changed(66, 3)) == Self.parse(Self.file))
    }

    @Test func `whatever a table says it is refused or true`() {
        var dice = Dice(seed: 42)
        for _ in 0..<20_000 {
            var file = Self.file
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let place = Int.random(in: 30..<file.count, using: &dice)
                file[place] = [0, 1, 0x7f, 0x80, 0xff, .random(in: 0...255, using: &dice)].randomElement(using: &dice)!
            }
            if Bool.random(using: &dice) { file.removeFirst(Int.random(in: 0...file.count, using: &dice)) }
            guard let table = try? Self.parse(file) else { continue }
            #expect(table.fileLength == Int64(file.count))
            #expect(table.plainLength <= Int64(table.frameCount * SeekTable.frameLengthLimit))
        }
    }

    @Test func `a file that shrank or cannot be read is told apart`() {
        #expect(throws: CompressionError.truncated) {
            try SeekTable(length: 100, from: MemoryFile(bytes: []))
        }
        let error = SystemError("read", nil, .inputOutput)
        #expect(throws: CompressionError.unreadable(error)) {
            try SeekTable(length: 100, from: BrokenFile(error: error))
        }
    }

    private struct BrokenFile: RandomAccess {
        let error: SystemError

        func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int { throw error }
    }
}
