package import Values

/// What the store knows of one blob.
package struct Blob: Equatable, Sendable {
    package let digest: Digest
    package let encoding: Encoding
    /// Bytes of the content, which the digest names.
    package let size: Int64
    /// Length of the file.
    package let stored: Int64
    /// What the file takes on the disk.
    package let disk: Int64
    /// Seconds it took to make, where somebody knows.
    package let cost: Double?
    package let created: Timestamp
    package let used: Timestamp
    /// How many keep it: references, leases, and blobs that it is a part of.
    package let holds: Int
    /// In which boot of the machine it was written, as long as it need not be on the disk.
    let boot: String?
}
