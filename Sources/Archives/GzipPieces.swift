internal import Compression

/// What gzip data holds: one member or several. libarchive decodes it as well, but does not look at the checksums.
final class GzipPieces: Pieces {
    private let source: any Pieces
    private let decoder: GzipDecoder
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    private var input = UnsafeRawBufferPointer(start: nil, count: 0)
    private var state = State.inMember

    private enum State {
        case inMember
        /// Where the data may end.
        case betweenMembers
        case ended
    }

    static let magic = GzipDecoder.magic

    init(_ source: any Pieces) throws(CompressionError) {
        self.source = source
        decoder = try GzipDecoder()
    }

    deinit {
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
        try decoder.beginMember()
        state = .inMember
        return true
    }

    /// How much came of the input.
    private func step() throws(ArchiveError) -> Int {
        let isAtEnd = input.isEmpty
        do throws(CompressionError) {
            let step = try decoder.step(input, into: room)
            input = UnsafeRawBufferPointer(rebasing: input[step.used...])
            if step.isEnd {
                state = .betweenMembers
            } else if isAtEnd, step.made == 0 {
                throw CompressionError.truncated
            }
            return step.made
        } catch {
            switch error {
            case .truncated: throw .truncated
            case .outOfMemory: throw .outOfMemory
            default: throw .damaged(error.description)
            }
        }
    }
}
