internal import Layers

extension TarHeader {
    var encoded: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            write(to: UnsafeMutableRawBufferPointer(buffer))
            count = length
        }
    }

    /// The header of a plain file, or of a directory.
    static func encoded(_ path: String, _ attributes: FileAttributes, size: Int64? = nil) -> [UInt8] {
        let content = size.map { FileNode.Kind.file(FileContent(length: $0, digest: nil, place: .bytes([]))) }
        return TarHeader(path: Array(path.utf8), FileNode(attributes, content ?? .directory(Directory()))).encoded
    }

    /// The zeros that fill the last block of some content.
    static func padding(_ size: Int64) -> [UInt8] { [UInt8](repeating: 0, count: Int(padded(size) - size)) }

    static var end: [UInt8] { [UInt8](repeating: 0, count: endLength) }
}
