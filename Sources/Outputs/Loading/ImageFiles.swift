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
