internal import HTTP
internal import Hashing
internal import Host
internal import Layers
internal import Values

/// A file that was fetched for ADD, in a directory in flight.
struct FetchedFile: FileBytes {
    private let file: OpenFile
    private let name: [UInt8]
    private let modified: Timestamp
    private let digest: Digest
    private let length: Int64

    /// Fetches what is at an address, and holds it against what its digest should be.
    init(_ address: String, checksum: String?, into directory: Path) throws {
        let address = try HTTPAddress(address)
        file = try OpenFile(directory / "fetched", .create, on: LocalFileSystem())
        var hash = ContentHash()
        var length: Int64 = 0
        let file = file
        let answer = try HTTPFetch(userAgent: "hearth").get(address) { piece in
            hash.update(piece)
            length += Int64(piece.count)
            try file.write(piece)
        }
        (digest, self.length) = (hash.digest(), length)
        name = try address.fileName().keptBytes
        modified = Download.modified(answer)
        if let checksum, checksum != digest.description {
            throw BuildFault.checksum(address.description, expected: checksum, found: digest)
        }
    }

    var content: FileContent { FileContent(length: length, digest: digest, place: .elsewhere(self)) }

    var source: CopySource { .fetched(name: name, content, modified: modified) }

    /// What counts of it for a content key: not when it was changed, as for any other file.
    var ingredient: String { "file \(String(keepingBytes: name)) \(digest)" }

    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var offset: Int64 = 0
        while case let count = try file.fill(buffer, at: offset), count > 0 {
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += Int64(count)
        }
    }
}
