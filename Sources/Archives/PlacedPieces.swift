/// Fills a buffer with the bytes from an offset on, as far as there are any, and says how far.
package typealias PlaceReader = (_ offset: Int64, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int

/// The pieces of something that can be read anywhere.
final class PlacedPieces: Pieces {
    private let read: PlaceReader
    private let length: Int64
    private var offset: Int64
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)

    init(from offset: Int64, length: Int64, _ read: @escaping PlaceReader) {
        (self.offset, self.length, self.read) = (offset, length, read)
    }

    deinit {
        room.deallocate()
    }

    func next() throws -> UnsafeRawBufferPointer {
        let count = try read(offset, room)
        offset += Int64(count)
        return UnsafeRawBufferPointer(rebasing: room[..<count])
    }

    func skip(_ count: Int64) -> Int64 {
        let skipped = max(0, min(count, length - offset))
        offset += skipped
        return skipped
    }
}
