package import Host

/// Where the bytes of a new blob come from.
package protocol ByteSource {
    /// How many there will be, where that is known; it only helps to plan.
    var length: Int64? { get }
    /// Fills `buffer` as far as bytes go; less only at the end.
    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// An open file, read from where it stands.
package struct FileSource: ByteSource {
    private let file: OpenFile
    package let length: Int64?

    package init(_ file: OpenFile) throws(SystemError) {
        self.file = file
        let status = try file.status()
        length = status.kind == .file ? status.length : nil
    }

    package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try file.fill(buffer)
    }
}

/// Bytes in memory.
package struct MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var offset = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var length: Int64? { Int64(bytes.count) }

    package mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - offset)
        buffer.copyBytes(from: bytes[offset..<offset + count])
        offset += count
        return count
    }
}
