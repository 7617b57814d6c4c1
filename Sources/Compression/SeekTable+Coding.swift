/// The "Zstandard seekable format" 0.1.0, which `contrib/seekable_format` of zstd describes. All numbers are
/// little-endian and of four bytes, but for the descriptor, which is a byte:
///
///     0x184D2A5E, length of what follows      the header of a skippable frame
///     compressed length, plain length         once for every frame
///     number of frames, descriptor, 0x8F92EAB1
///
/// We write descriptor 0: entries have no checksum, since the frames have. Tables with another one are refused.
extension SeekTable {
    /// What is wrong with a table.
    package enum Fault: Equatable, Sendable {
        case unsupported(descriptor: UInt8)
        case tooManyFrames(Int)
        case longerThanFile(Int)
        case wrongMagic(UInt32)
        case wrongLength(expected: Int, found: Int)
        case frameOutOfRange(index: Int, compressed: Int, plain: Int)
        case wrongSum(expected: Int64, found: Int64)
    }

    enum Layout {
        static let magic: UInt32 = 0x184D_2A5E
        static let footerMagic: UInt32 = 0x8F92_EAB1
        /// The two bits that mean nothing yet. All others would change how entries look.
        static let unusedBits: UInt8 = 0b11
        static let header = 8
        static let entry = 8
        static let footer = 9

        static func length(frames: Int) -> Int { header + frames * entry + footer }
    }

    package func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Layout.length(frames: frameCount))
        func put(_ number: some BinaryInteger) {
            withUnsafeBytes(of: UInt32(number).littleEndian) { bytes += $0 }
        }
        put(Layout.magic)
        put(Layout.length(frames: frameCount) - Layout.header)
        for index in 0..<frameCount {
            put(self[index].compressed.count)
            put(self[index].plain.count)
        }
        put(frameCount)
        bytes.append(0)
        put(Layout.footerMagic)
        return bytes
    }

    /// Reads the table of a file of `length` bytes. It accounts for every byte of the file or is refused.
    package init(length: Int64, from source: some RandomAccess) throws(CompressionError) {
        guard length >= Layout.length(frames: 0) else { throw .noSeekTable }
        let footer = try Self.read(Layout.footer, at: length - Int64(Layout.footer), from: source)
        let count = try Self.frameCount(footer)
        let tableLength = Layout.length(frames: count)
        guard tableLength <= length else { throw .badSeekTable(.longerThanFile(tableLength)) }
        let table = try Self.read(tableLength, at: length - Int64(tableLength), from: source)
        try self.init(table, frames: count)
        guard fileLength == length else {
            throw .badSeekTable(.wrongSum(expected: length - Int64(tableLength), found: compressedLength))
        }
    }

    private init(_ bytes: [UInt8], frames count: Int) throws(CompressionError) {
        self.init()
        guard number(bytes, 0) == Layout.magic else { throw .badSeekTable(.wrongMagic(number(bytes, 0))) }
        let length = Int(number(bytes, 4)) + Layout.header
        guard length == bytes.count else {
            throw .badSeekTable(.wrongLength(expected: bytes.count, found: length))
        }
        for index in 0..<count {
            let place = Layout.header + index * Layout.entry
            try append(index: index, compressed: Int(number(bytes, place)), plain: Int(number(bytes, place + 4)))
        }
    }

    private mutating func append(index: Int, compressed: Int, plain: Int) throws(CompressionError) {
        let longest = FrameEncoder.bound(Self.frameLengthLimit)
        guard 1...longest ~= compressed, 0...Self.frameLengthLimit ~= plain else {
            throw .badSeekTable(.frameOutOfRange(index: index, compressed: compressed, plain: plain))
        }
        append(compressed: compressed, plain: plain)
    }

    private static func frameCount(_ footer: [UInt8]) throws(CompressionError) -> Int {
        guard number(footer, 5) == Layout.footerMagic else { throw .noSeekTable }
        guard footer[4] & ~Layout.unusedBits == 0 else { throw .badSeekTable(.unsupported(descriptor: footer[4])) }
        let count = Int(number(footer, 0))
        guard count <= frameCountLimit else { throw .badSeekTable(.tooManyFrames(count)) }
        return count
    }

    private static func read(
        _ count: Int, at offset: Int64, from source: some RandomAccess
    ) throws(CompressionError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBufferPointer { room throws(CompressionError) in
            try source.fillAll(UnsafeMutableRawBufferPointer(room), at: offset)
        }
        return bytes
    }
}

private func number(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
}
