package import Values

/// A file of a tree, without what it is called.
package struct FileNode: Sendable {
    package enum Kind: Sendable {
        case file(FileContent)
        case directory(Directory)
        case link(target: [UInt8])
        case fifo
        case device(isBlock: Bool, major: UInt32, minor: UInt32)
        /// In a layer: what is below it under this name is gone.
        case whiteout
    }

    package var attributes: FileAttributes
    package var kind: Kind

    package init(_ attributes: FileAttributes, _ kind: Kind) {
        self.attributes = attributes
        self.kind = kind
    }
}

package struct FileAttributes: Equatable, Sendable {
    /// Permissions, and the bits for set-user-id, set-group-id and sticky.
    package var mode: UInt32
    package var owner: UInt32
    package var group: UInt32
    /// Nanoseconds since 1970.
    package var modified: Int64
    /// In the order of their names.
    package var extended: [ExtendedAttribute] = []

    package init(mode: UInt32, owner: UInt32 = 0, group: UInt32 = 0, modified: Int64) {
        self.mode = mode
        self.owner = owner
        self.group = group
        self.modified = modified
    }
}

package struct ExtendedAttribute: Equatable, Sendable {
    package let name: [UInt8]
    package let value: [UInt8]

    package init(name: [UInt8], value: [UInt8]) {
        self.name = name
        self.value = value
    }
}

/// The bytes of a file: how many, which, and where they are.
package struct FileContent: Sendable {
    package enum Place: Sendable {
        /// In the pack of a layer, which its diff ID names.
        case pack(Digest, offset: Int64)
        case bytes([UInt8])
        case elsewhere(any FileBytes)
    }

    package var length: Int64
    /// SHA-256; nil until they were read.
    package var digest: Digest?
    package var place: Place
    /// Files of one layer with the same number are one file under several names.
    package var identity: Int?

    package init(length: Int64, digest: Digest?, place: Place, identity: Int? = nil) {
        self.length = length
        self.digest = digest
        self.place = place
        self.identity = identity
    }
}

/// The bytes of a file that is in no layer yet: of a context, of an archive, of a directory that a RUN has left.
package protocol FileBytes: Sendable {
    /// From front to end. May be called more than once, from any thread.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws
}
