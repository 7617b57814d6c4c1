internal import Host

/// Bytes on their way from one thread, which makes them, to another, which asks for them. Few are under way at once.
final class PieceChannel: Sendable {
    private struct State {
        var pieces: [[UInt8]] = []
        /// How much of the first piece is taken.
        var taken = 0
        var count = 0
        var ending: Ending?
        /// Nobody takes any more.
        var isClosed = false

        mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            var filled = 0
            var done = 0
            while filled < buffer.count, done < pieces.count {
                let rest = pieces[done].count - taken
                let length = min(rest, buffer.count - filled)
                pieces[done].withUnsafeBytes { piece in
                    let part = UnsafeRawBufferPointer(rebasing: piece[taken..<taken + length])
                    UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: part)
                }
                filled += length
                taken += length
                if length == rest { (done, taken) = (done + 1, 0) }
            }
            pieces.removeFirst(done)
            count -= filled
            return filled
        }
    }

    private enum Ending {
        case whole
        case failed(any Error)
    }

    /// Thrown to who makes bytes that nobody wants any more.
    struct Closed: Error {}

    private static let room = 8 << 20
    private let state = Monitor(State())

    /// Waits while there is no room.
    func put(_ piece: UnsafeRawBufferPointer) throws {
        let bytes = [UInt8](piece)
        if bytes.isEmpty { return }
        let isWanted = state.wait { $0.isClosed ? false : $0.count < Self.room ? true : nil }
        guard isWanted else { throw Closed() }
        state.change { state in
            state.pieces.append(bytes)
            state.count += bytes.count
        }
    }

    /// Nothing comes after this. With an error, what is fetched next throws that.
    func end(_ failure: (any Error)? = nil) {
        state.change { $0.ending = failure.map { .failed($0) } ?? .whole }
    }

    /// What is put from here on is not wanted.
    func close() {
        state.change { state in
            state.isClosed = true
            state.pieces = []
        }
    }

    /// Fills as much of `buffer` as there is, less only at the end. Waits.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let isThere = try state.wait { state -> Bool? in
                if case .failed(let error)? = state.ending { throw error }
                return state.count > 0 ? true : state.ending == nil ? nil : false
            }
            if !isThere { break }
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            filled += state.change { $0.take(into: rest) }
        }
        return filled
    }
}
