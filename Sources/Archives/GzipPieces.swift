internal import CArchive

/// What gzip data holds: one member or several. libarchive decodes it as well, but does not look at the checksums.
final class GzipPieces: Pieces {
    private let source: any Pieces
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
    private var input = UnsafeRawBufferPointer(start: nil, count: 0)
    private var state = State.inMember

    private enum State {
        case inMember
        /// Where the data may end.
        case betweenMembers
        case ended
    }

    static let magic: [UInt8] = [0x1f, 0x8b]

    init(_ source: any Pieces) throws(ArchiveError) {
        self.source = source
        stream.initialize(to: z_stream())
        guard hearth_inflate_begin(stream) == Z_OK else { throw .outOfMemory }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        room.deallocate()
    }

    func next() throws -> UnsafeRawBufferPointer {
        while state != .ended {
            if input.isEmpty { input = try source.next() }
            if state == .betweenMembers, try !beginMember() { break }
            let count = try step()
            if count > 0 { return UnsafeRawBufferPointer(rebasing: room[..<count]) }
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// What follows the last member is none, and is passed over, as gzip does with the zeros of a tape.
    private func beginMember() throws -> Bool {
        guard input.first == Self.magic.first else {
            while try !source.next().isEmpty {}
            state = .ended
            return false
        }
        guard inflateReset(stream) == Z_OK else { throw ArchiveError.outOfMemory }
        state = .inMember
        return true
    }

    /// How much came of the input.
    private func step() throws(ArchiveError) -> Int {
        let isAtEnd = input.isEmpty
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = uInt(room.count)
        let code = inflate(stream, Z_NO_FLUSH)
        input = UnsafeRawBufferPointer(rebasing: input.suffix(Int(stream.pointee.avail_in)))
        let made = room.count - Int(stream.pointee.avail_out)
        switch code {
        case Z_STREAM_END: state = .betweenMembers
        case Z_OK: break
        case Z_BUF_ERROR: if isAtEnd, made == 0 { throw .truncated }
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "gzip data is damaged")
        }
        return made
    }
}
