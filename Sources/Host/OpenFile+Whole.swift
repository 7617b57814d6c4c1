extension OpenFile {
    /// All that the file has from here on, however long it says it is: what a pipe has is known only at its end. Throws
    /// `.tooLarge` for more than `limit` bytes, which some devices have without end.
    package func readToEnd(limit: Int) throws(SystemError) -> [UInt8] {
        let tooLarge = SystemError("read", path, .tooLarge)
        var bytes: [UInt8] = []
        let length = Int(clamping: try status().length)
        if length > limit { throw tooLarge }
        // One byte more shows the end. The bytes keep the room they were read into, which is to be no larger.
        var capacity = length > 0 ? length &+ 1 : 4096
        while true {
            let (piece, isEnd) = try readPiece(capacity)
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            if bytes.count > limit { throw tooLarge }
            if isEnd { return bytes }
            capacity = max(capacity, 1 << 20)
        }
    }

    private func readPiece(_ capacity: Int) throws(SystemError) -> (bytes: [UInt8], isEnd: Bool) {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            do throws(SystemError) {
                count = try fill(UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return (bytes, bytes.count < capacity)
    }
}
