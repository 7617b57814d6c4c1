package import Values

/// What the store knows of a layer.
package struct StoredLayer: Hashable, Sendable {
    /// The digest of its plain tar, which is a blob of the store: its pack.
    package let diffID: Digest
    /// What the files are, times left out: two layers with the same are as good as each other.
    package let identity: Digest
    /// The blob that lists its files.
    package let tree: Digest
    /// Of the pack.
    package let size: Int64

    package init(diffID: Digest, identity: Digest, tree: Digest, size: Int64) {
        self.diffID = diffID
        self.identity = identity
        self.tree = tree
        self.size = size
    }
}
