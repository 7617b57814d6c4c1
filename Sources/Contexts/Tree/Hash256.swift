internal import Hashing
internal import Values

/// The 32 bytes of a SHA-256, held in place: a tree has many.
struct Hash256: Equatable, Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    static let zero = Hash256()

    /// Of nothing.
    static let empty = Hash256(ContentHash.digest(of: []))

    init() {}

    init(_ digest: Digest) {
        self.init(digest.bytes)
    }

    init(_ bytes: [UInt8]) {
        withUnsafeMutableBytes(of: &self) { $0.copyBytes(from: bytes.prefix($0.count)) }
    }

    var digest: Digest {
        let bytes = withUnsafeBytes(of: self) { Array($0) }
        guard let digest = Digest(.sha256, bytes: bytes) else { preconditionFailure("a SHA-256 has 32 bytes") }
        return digest
    }
}
