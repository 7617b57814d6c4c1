internal import HTTP
internal import Hashing
internal import Host
internal import Layers
internal import Values

/// A file that was fetched for ADD.
struct FetchedFile {
    let content: FileContent
    private let name: [UInt8]
    private let modified: Timestamp
    private let digest: Digest

    /// Fetches what is at an address into a spool, and holds it against what its digest should be.
    init(_ address: String, checksum: String?, into spool: Spool) throws {
        let address = try HTTPAddress(address)
        var hash = ContentHash()
        var length: Int64 = 0
        let answer = try HTTPFetch(userAgent: "hearth").get(address) { piece in
            hash.update(piece)
            length += Int64(piece.count)
            try spool.append(piece)
        }
        digest = hash.digest()
        content = FileContent(
            length: length, digest: digest, place: .elsewhere(spool.bytes(from: 0, length: length)))
        name = try address.fileName().keptBytes
        modified = Download.modified(answer)
        if let checksum, checksum != digest.description {
            throw BuildFault.checksum(address.description, expected: checksum, found: digest)
        }
    }

    var source: CopySource { .fetched(name: name, content, modified: modified) }

    /// What counts of it for a content key: not when it was changed, as for any other file.
    var ingredient: String { "file \(String(keepingBytes: name)) \(digest)" }
}
