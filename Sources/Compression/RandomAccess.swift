package import Host

/// Something to read at any offset, an open file above all.
package protocol RandomAccess {
    /// Fills as much of `buffer` as there is from `offset`; less only at the end.
    func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int
}

extension OpenFile: RandomAccess {}

extension RandomAccess {
    /// Fills all of `buffer`.
    func fillAll(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(CompressionError) {
        let count: Int
        do {
            count = try fill(buffer, at: offset)
        } catch {
            throw .unreadable(error)
        }
        guard count == buffer.count else { throw .truncated }
    }
}
