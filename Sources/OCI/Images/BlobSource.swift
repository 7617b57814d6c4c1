package import Values

/// Where the documents of an image are: a layout on a disk, a store.
package protocol BlobSource {
    /// The bytes under a digest; nil where there are none. Whether they are what the digest names is for the caller to
    /// find out. Throws for more than `limit` of them.
    func blob(_ digest: Digest, limit: Int) throws -> [UInt8]?
    func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest
}
