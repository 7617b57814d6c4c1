/// Memory that is taken piece by piece and given back as a whole. One thread at a time.
final class Arena {
    private var chunks: [UnsafeMutableRawPointer] = []
    private var place: UnsafeMutableRawPointer?
    private var room = 0
    private var nextChunk = 4096

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    /// Memory that begins at a multiple of 16 and is not initialized.
    func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let needed = (byteCount + 15) & ~15
        guard let start = place, needed <= room else { return grow(needed) }
        place = start + needed
        room -= needed
        return start
    }

    /// A large piece gets a chunk of its own, and what is left of the last stays in use.
    private func grow(_ needed: Int) -> UnsafeMutableRawPointer {
        if needed > nextChunk / 2 { return newChunk(needed) }
        let start = newChunk(nextChunk)
        (place, room) = (start + needed, nextChunk - needed)
        nextChunk = min(nextChunk * 2, 1 << 20)
        return start
    }

    private func newChunk(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 16), alignment: 16)
        chunks.append(chunk)
        return chunk
    }

    func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let start = take(bytes.count + 1).assumingMemoryBound(to: UInt8.self)
        if let source = bytes.baseAddress { start.update(from: source, count: bytes.count) }
        start[bytes.count] = 0
        return UnsafeBufferPointer(start: start, count: bytes.count)
    }

    func entries(_ count: Int) -> UnsafeMutablePointer<Entry> {
        take(count * MemoryLayout<Entry>.stride).bindMemory(to: Entry.self, capacity: count)
    }

    func directory(_ directory: Directory) -> Node {
        let node = take(MemoryLayout<Directory>.stride).bindMemory(to: Directory.self, capacity: 1)
        node.initialize(to: directory)
        return node
    }
}
