internal import CCrypto
package import Values

/// A hash in the making: fed piece by piece, it ends as a digest.
///
/// OpenSSL picks the fastest code the processor has (SHA-NI here, seven times plain code). Its functions for any hash would do
/// the same, and are not used: they look hashes up by name, in tables that take a millisecond to make, and they may read
/// a configuration file, while what a digest is must not depend on the machine.
package struct ContentHash: ~Copyable {
    private let algorithm: Digest.Algorithm
    private var sha256 = SHA256_CTX()
    private var sha512 = SHA512_CTX()

    package init(_ algorithm: Digest.Algorithm = .sha256) {
        self.algorithm = algorithm
        switch algorithm {
        case .sha256: SHA256_Init(&sha256)
        case .sha512: SHA512_Init(&sha512)
        }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch algorithm {
        case .sha256: SHA256_Update(&sha256, bytes.baseAddress, bytes.count)
        case .sha512: SHA512_Update(&sha512, bytes.baseAddress, bytes.count)
        }
    }

    /// The digest of all that was fed so far.
    package consuming func digest() -> Digest {
        var bytes = [UInt8](repeating: 0, count: algorithm.byteCount)
        switch algorithm {
        case .sha256: SHA256_Final(&bytes, &sha256)
        case .sha512: SHA512_Final(&bytes, &sha512)
        }
        guard let digest = Digest(algorithm, bytes: bytes) else {
            preconditionFailure("\(algorithm) made \(bytes.count) bytes")
        }
        return digest
    }

    package static func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm = .sha256) -> Digest {
        var hash = ContentHash(algorithm)
        bytes.withUnsafeBytes { hash.update($0) }
        return hash.digest()
    }
}
