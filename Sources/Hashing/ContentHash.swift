internal import CCrypto
package import Values

/// A hash in the making: fed piece by piece, it ends as a digest.
///
/// OpenSSL picks the fastest code the processor has (SHA-NI here, seven times plain code). Its configuration file is
/// not read: what a digest is must not depend on the machine, and reading it costs a millisecond.
package struct ContentHash: ~Copyable {
    private let algorithm: Digest.Algorithm
    private let context: OpaquePointer

    package init(_ algorithm: Digest.Algorithm = .sha256) {
        self.algorithm = algorithm
        context = Self.present(EVP_MD_CTX_new())
        Self.check(EVP_DigestInit_ex(context, Self.function(algorithm), nil))
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    /// The digest of all that was fed so far.
    package consuming func digest() -> Digest {
        let bytes = [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, count in
            Self.check(EVP_DigestFinal_ex(context, buffer.baseAddress, nil))
            count = algorithm.byteCount
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

    private static func function(_ algorithm: Digest.Algorithm) -> OpaquePointer {
        switch algorithm {
        case .sha256: functions.sha256
        case .sha512: functions.sha512
        }
    }

    /// Fetched once: a look-up by name costs more than hashing a small file.
    private static let functions = Functions()

    // The library never changes a function it has fetched, and they are kept to the end of the process.
    private struct Functions: @unchecked Sendable {
        let sha256: OpaquePointer
        let sha512: OpaquePointer

        init() {
            check(OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil))
            sha256 = present(EVP_MD_fetch(nil, "SHA256", nil))
            sha512 = present(EVP_MD_fetch(nil, "SHA512", nil))
        }
    }

    // These calls fail for want of memory only, as any allocation may.

    private static func present(_ pointer: OpaquePointer?) -> OpaquePointer {
        guard let pointer else { preconditionFailure("OpenSSL is out of memory") }
        return pointer
    }

    private static func check(_ result: Int32) {
        precondition(result == 1, "OpenSSL is out of memory")
    }
}
