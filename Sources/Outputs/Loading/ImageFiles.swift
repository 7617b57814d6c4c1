package import ContentStore
internal import Hashing
internal import OCI
package import Values

/// What an archive or a directory of images holds, by now or on demand in the store.
package protocol ImageFiles {
    /// The bytes of one of the few files that say what there is; nil where there is none.
    func document(_ name: String) throws -> [UInt8]?
    /// The size of a blob that a layout names by its digest; nil where there is none.
    func size(of blob: Digest) throws -> Int64?
    /// A file by its path, for archives of Docker's own kind.
    func file(_ path: String) throws -> StoredFile?
}

/// A layout that can be taken into a store.
package protocol LayoutFiles {
    associatedtype Files: ImageFiles
    func files(into store: Store, _ lease: Lease) throws -> Files
}

/// A file that lies in the store.
package struct StoredFile: Equatable, Sendable {
    package let digest: Digest
    package let size: Int64
    /// What a layer's media type ends with, by how it begins: `+gzip`.
    package let suffix: String

    init(digest: Digest, size: Int64, beginning: [UInt8]) {
        self.digest = digest
        self.size = size
        suffix =
            if beginning.starts(with: [0x1f, 0x8b]) {
                "+gzip"
            } else if beginning.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
                "+zstd"
            } else { "" }
    }

    /// How much of the beginning tells.
    static let beginningLength = 4
}

/// The blobs of the store, as far as they are documents.
struct StoredDocuments: BlobSource {
    let store: Store

    func blob(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        guard let reader = try store.open(digest) else { return nil }
        guard reader.size <= Int64(limit) else {
            throw ImageFault.tooLarge(digest, size: reader.size, limit: limit)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(reader.size))
        try reader.forEachPiece { bytes += $0 }
        return bytes
    }

    func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        ContentHash.digest(of: bytes, algorithm)
    }
}
