/// Bytes that come at one end and go at the other.
struct ByteQueue {
    private var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        // What is gone is cleared away when it is most of it, so that every byte moves a few times at the most.
        if start > bytes.count / 2 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += piece
    }

    /// The first bytes, as many as there are up to `count`.
    mutating func take(_ count: Int) -> [UInt8] {
        let end = min(start + max(0, count), bytes.count)
        let isAll = start == 0 && end == bytes.count
        defer {
            start = end
            if start == bytes.count { (bytes, start) = ([], 0) }
        }
        return isAll ? bytes : Array(bytes[start..<end])
    }

    /// How many bytes there are up to the end of the first `marker` that begins at `offset` or later.
    func end(of marker: [UInt8], from offset: Int) -> Int? {
        guard let first = marker.first else { return 0 }
        var place = start + offset
        while let found = bytes[place...].firstIndex(of: first) {
            guard found + marker.count <= bytes.count else { return nil }
            if bytes[found..<found + marker.count].elementsEqual(marker) { return found + marker.count - start }
            place = found + 1
        }
        return nil
    }
}
