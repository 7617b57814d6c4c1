package import Host

/// Reads what a seekable stream holds, from any place in it.
///
/// What the table says is taken as a promise: a frame that does not decode, whose checksum is wrong or that holds
/// more or less than promised is `badFrame`, and none of its bytes reach the caller.
package struct FrameReader: ~Copyable {
    package let table: SeekTable
    private let source: any RandomAccess
    /// The frame decoded last, kept since small reads tend to follow each other.
    private var lastFrame: (index: Int, slot: Slot)?
    private let decoder: FrameDecoder

    /// `source` is the file of which `table` is the table. It is read on the caller's thread alone.
    package init(_ table: SeekTable, source: any RandomAccess) throws(CompressionError) {
        self.table = table
        self.source = source
        decoder = try FrameDecoder()
    }

    /// Reads the table first.
    package init(length: Int64, source: any RandomAccess) throws(CompressionError) {
        try self.init(SeekTable(length: length, from: source), source: source)
    }

    package init(_ file: OpenFile) throws(CompressionError) {
        let length: Int64
        do {
            length = try file.status().length
        } catch {
            throw .unreadable(error)
        }
        try self.init(length: length, source: file)
    }

    /// Fills as much of `buffer` as the stream holds from `offset`; less only at its end.
    package mutating func read(
        at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int {
        precondition(offset >= 0, "an offset counts from the start")
        var done = 0
        while done < buffer.count, let frame = table.frame(containing: offset + Int64(done)) {
            let plain = try plain(of: frame)
            let part = plain[Int(offset + Int64(done) - frame.plain.lowerBound)...].prefix(buffer.count - done)
            buffer[done...].copyBytes(from: part)
            done += part.count
        }
        return done
    }

    private mutating func plain(of frame: SeekTable.Frame) throws(CompressionError) -> UnsafeRawBufferPointer {
        let slot = lastFrame?.slot ?? Slot(for: table)
        if lastFrame?.index != frame.index {
            lastFrame = nil
            try load(frame, into: slot)
            slot.convert(with: decoder)
            _ = try slot.plain(of: frame)
            lastFrame = (frame.index, slot)
        }
        return try slot.plain(of: frame)
    }

    func load(_ frame: SeekTable.Frame, into slot: Slot) throws(CompressionError) {
        slot.clear()
        let room = UnsafeMutableRawBufferPointer(rebasing: slot.room.prefix(frame.compressed.count))
        try blaming(frame) { () throws(CompressionError) in
            try source.fillAll(room, at: frame.compressed.lowerBound)
        }
        _ = slot.advance(room.count)
    }
}

extension Slot {
    convenience init(for table: SeekTable) {
        self.init(inputCapacity: table.longestCompressed, outputCapacity: table.longestPlain)
    }

    /// The bytes of `frame`, if they are what its table promised.
    func plain(of frame: SeekTable.Frame) throws(CompressionError) -> UnsafeRawBufferPointer {
        try blaming(frame) { () throws(CompressionError) in
            let plain = try outcome()
            guard plain.count == frame.plain.count else {
                throw .wrongLength(expected: frame.plain.count, found: plain.count)
            }
            return plain
        }
    }
}

/// Tells with each error which frame it is about, except when the disk is to blame.
private func blaming<Value>(
    _ frame: SeekTable.Frame, _ body: () throws(CompressionError) -> Value
) throws(CompressionError) -> Value {
    do {
        return try body()
    } catch {
        if case .unreadable = error { throw error }
        throw .badFrame(index: frame.index, offset: frame.compressed.lowerBound, cause: error)
    }
}
