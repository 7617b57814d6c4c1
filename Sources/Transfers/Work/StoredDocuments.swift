package import ContentStore
internal import Hashing
internal import OCI
package import Values

/// The documents of images that the store has.
package struct StoredDocuments: BlobSource {
    private let store: Store

    package init(_ store: Store) {
        self.store = store
    }

    package func blob(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        guard let reader = try store.open(digest) else { return nil }
        guard reader.size <= Int64(limit) else {
            throw ImageFault.tooLarge(digest, size: reader.size, limit: limit)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(reader.size))
        try reader.forEachPiece { bytes += $0 }
        return bytes
    }

    package func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        ContentHash.digest(of: bytes, algorithm)
    }
}
