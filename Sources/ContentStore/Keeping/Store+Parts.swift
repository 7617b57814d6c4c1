internal import Host
internal import SQLite
package import Values

// Blobs that keep others.
extension Store {
    /// Says that a blob holds others: they stay as long as it does. For the manifest of an image, or an index.
    package func note(_ parts: [Digest], of whole: Digest) throws {
        let parts = Set(parts).subtracting([whole])
        try noting(parts.union([whole])) { connection in
            for part in parts { try connection.insertPart(part, of: whole) }
        }
    }

    /// What a blob holds, as far as it was noted.
    package func parts(of whole: Digest) throws -> [Digest] {
        try index.read { try $0.parts(of: whole) }
    }

    /// Changes what is known of some blobs, all of which must be there.
    func noting(_ digests: some Sequence<Digest>, _ change: (borrowing Connection) throws -> Void) throws {
        try requireLeaveToWrite()
        _ = try areTrusted(digests)
        try index.write { connection in
            for digest in digests where try connection.blob(digest) == nil { throw StoreError.absent(digest) }
            try change(connection)
        }
    }
}
