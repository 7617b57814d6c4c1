package import Values

/// One thing that a source of a COPY leads to, or a mount shows.
package struct SourceItem: Sendable {
    /// What it is called where it is copied to; of a directory, whose contents are copied, nothing.
    package let name: [UInt8]
    /// A time that nobody knows is `FileAttributes.unknownTime`.
    package let node: FileNode
    /// What counts of it for a content key: everything that a copy takes over, but times.
    package let digest: Digest
    /// Directories below `node` that were not asked for themselves, and are there only for what they hold: their paths.
    package let passages: Set<[UInt8]>

    package init(name: [UInt8], node: FileNode, digest: Digest, passages: Set<[UInt8]> = []) {
        self.name = name
        self.node = node
        self.digest = digest
        self.passages = passages
    }
}

extension FileAttributes {
    /// Of a source whose time nothing says: a copy has the time that it is made.
    package static let unknownTime = Int64.min
}
