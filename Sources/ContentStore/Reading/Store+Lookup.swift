internal import Host
internal import SQLite
package import Values

// What the store has.
extension Store {
    /// What the store knows of a blob; nil when it does not have it.
    package func blob(_ digest: Digest) throws -> Blob? {
        guard try areTrusted([digest]) else { return nil }
        return try index.read { try $0.blob(digest) }
    }

    /// All blobs, in the order of their digests.
    package func blobs() throws -> [Blob] {
        try index.read { try $0.blobs() }
    }

    /// The blobs whose digests' hex begins with `hex`; none for less than six digits, which would say too little.
    package func digests(beginningWith hex: String) throws -> [Digest] {
        guard hex.utf8.count >= 6 else { return [] }
        return try Digest.Algorithm.allCases.flatMap { algorithm -> [Digest] in
            let rest = algorithm.byteCount * 2 - hex.utf8.count
            guard rest >= 0, let low = Digest(algorithm, hex: hex + String(repeating: "0", count: rest)),
                let high = Digest(algorithm, hex: hex + String(repeating: "f", count: rest))
            else { return [] }
            return try index.read { try $0.digests(from: low, through: high) }
        }
    }
}
