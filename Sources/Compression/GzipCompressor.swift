internal import CZlib

/// Makes gzip data of one member: blocks of `blockLength` plain bytes that several threads compress.
///
/// The header has neither name nor time. The same bytes at the same level make the same data, however they are cut and however many
/// threads compress them. Levels 0 to 6 are ISA-L's four, many times faster than zlib at a similar size; 7 to 9 are
/// zlib's, for who wants it smaller and has the time. Where ISA-L is not installed all are zlib's.
///
/// `sink` gets the data in order, on the caller's thread, inside the calls below. After an error, its own or another's, nothing
/// more is written: each later call throws that error again.
package struct GzipCompressor: ~Copyable {
    package static let blockLength = 1 << 20
    package static let levels = 0...9
    package static let usualLevel = 6

    private let pipeline: Pipeline
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var checksum: UInt32 = 0
    private var length: UInt32 = 0
    private var hasBegun = false
    private var failure: (any Error)?

    /// `threads` nil means as many as keep the machine busy, six at most.
    package init(
        level: Int = usualLevel, threads: Int? = nil, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws(CompressionError) {
        try self.init(ISAL.library, level: level, threads: threads, sink: sink)
    }

    init(
        _ library: ISAL?, level: Int, threads: Int?, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws(CompressionError) {
        guard Self.levels.contains(level) else { throw .gzipLevelOutOfRange(level) }
        self.sink = sink
        pipeline = Pipeline(
            threads: threads, inputCapacity: Self.blockLength, outputCapacity: Self.bound(Self.blockLength)
        ) { () throws(CompressionError) in
            guard let library, level <= Self.usualLevel else { return try ZlibEncoder(level: Int32(level)) }
            return ISALEncoder(library, level: UInt32(level + 1) / 2)
        }
    }

    /// The most that a block can take: stored pieces of 64 KiB at worst, and some for the flush.
    private static func bound(_ length: Int) -> Int { length + length / 8 + 4096 }

    /// Lends the room that is left in a block to `read`, which fills it from the front and says how far. Returns what `read`
    /// returned; 0 is for the caller to understand.
    package mutating func fill(from read: (UnsafeMutableRawBufferPointer) throws -> Int) throws -> Int {
        if let failure { throw failure }
        do {
            let slot = try nextSlot()
            let count = try read(slot.room)
            let isFull = count == slot.room.count
            note(slot.advance(count))
            if isFull { try pipeline.submit() }
            return count
        } catch {
            failure = error
            throw error
        }
    }

    /// Writes what is left.
    package consuming func finish() throws {
        if let failure { throw failure }
        if try !nextSlot().isEmpty { try pipeline.submit() }
        while let slot = pipeline.collect() { try deliver(slot) }
        try begin()
        // A last block, which is empty.
        var end: [UInt8] = [0x03, 0x00]
        for number in [checksum, length] { withUnsafeBytes(of: number.littleEndian) { end += $0 } }
        try end.withUnsafeBytes(sink)
    }

    private mutating func note(_ bytes: UnsafeRawBufferPointer) {
        length &+= UInt32(truncatingIfNeeded: bytes.count)
        checksum = UInt32(
            truncatingIfNeeded: crc32(
                uLong(checksum), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), uInt(bytes.count)))
    }

    private mutating func nextSlot() throws -> Slot {
        if pipeline.next == nil, let oldest = pipeline.collect() { try deliver(oldest) }
        guard let slot = pipeline.next else { preconditionFailure("a collected slot is free") }
        return slot
    }

    private mutating func deliver(_ slot: Slot) throws {
        try begin()
        try sink(slot.outcome())
        slot.clear()
    }

    /// The header: deflate, no flags, no time, no system.
    private mutating func begin() throws {
        guard !hasBegun else { return }
        hasBegun = true
        let header: [UInt8] = GzipDecoder.magic + [8, 0, 0, 0, 0, 0, 0, 0xff]
        try header.withUnsafeBytes(sink)
    }
}
