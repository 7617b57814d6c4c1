/// Gives the bytes of an archive, from front to end: fills a buffer as far as there are any, and says how far. Nothing comes after
/// the end, which is where it fills less.
package typealias ArchiveSource = (UnsafeMutableRawBufferPointer) throws -> Int

/// Bytes that come in pieces. A piece is valid until the next is asked for; an empty one is the end.
protocol Pieces: AnyObject {
    func next() throws -> UnsafeRawBufferPointer
    /// Leaves out as many of the bytes that come next as it can, at most `count`, and says how many.
    func skip(_ count: Int64) -> Int64
}

extension Pieces {
    func skip(_ count: Int64) -> Int64 { 0 }
}

/// The pieces of an archive as it was given.
final class SourcePieces: Pieces {
    private let source: ArchiveSource
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
    /// Read to see what it is, and not yet asked for.
    private var ahead: UnsafeRawBufferPointer?

    init(_ source: @escaping ArchiveSource) {
        self.source = source
    }

    deinit {
        room.deallocate()
    }

    /// The first piece, which comes once more with `next`.
    func peek() throws -> UnsafeRawBufferPointer {
        let piece = try next()
        ahead = piece
        return piece
    }

    func next() throws -> UnsafeRawBufferPointer {
        if let piece = ahead {
            ahead = nil
            return piece
        }
        let count = try source(room)
        return UnsafeRawBufferPointer(rebasing: room[..<count])
    }
}
