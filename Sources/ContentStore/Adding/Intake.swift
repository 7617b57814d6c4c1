package import Values

/// How a new blob is to be taken in.
package struct Intake: Sendable {
    package enum Compression: Equatable, Sendable {
        /// Compressed when that looks worth it.
        case automatic(level: Int = usualLevel)
        case none
        case zstd(level: Int)

        package static let usualLevel = 3
    }

    /// What the content must hash to. Its algorithm is the one that names the blob.
    package var expected: Digest?
    /// How long the content must be.
    package var length: Int64?
    /// The algorithm that names the blob where no digest is expected.
    package var algorithm = Digest.Algorithm.sha256
    package var compression = Compression.automatic()
    package var durability = Durability.synced
    /// Seconds that it took to make, where they are known: eviction weighs them.
    package var cost: Double?
    /// Keeps the blob from the moment it is there.
    package var lease: Lease?
    /// The same, by a name that outlives this process.
    package var reference: String?

    package init(expected: Digest? = nil, length: Int64? = nil) {
        self.expected = expected
        self.length = length
    }
}

/// A blob that was handed in.
package struct Addition: Equatable, Sendable {
    package let blob: Blob
    /// False when the store had it already.
    package let isNew: Bool
}
