internal import CCrypto

/// Hashes that must not be trusted any more, for those who still compare them.
package enum LegacyHash: String, CaseIterable, Sendable {
    case md5 = "MD5"
    case sha1 = "SHA1"

    /// Nil where the machine's policy forbids the hash.
    package func hash(of bytes: [UInt8]) -> [UInt8]? {
        guard let function = EVP_MD_fetch(nil, rawValue, nil) else { return nil }
        defer { EVP_MD_free(function) }
        var count: UInt32 = 0
        var isDone = false
        let hash = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, used in
            isDone = EVP_Digest(bytes, bytes.count, buffer.baseAddress, &count, function, nil) == 1
            used = isDone ? Int(count) : 0
        }
        return isDone ? hash : nil
    }
}
