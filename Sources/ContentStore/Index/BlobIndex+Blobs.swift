internal import SQLite
internal import Values

extension Digest {
    /// The digest as the index keeps it: its multihash code, then the hash.
    var key: Binding {
        let code: UInt8 =
            switch algorithm {
            case .sha256: 0x12
            case .sha512: 0x13
            }
        return .blob([code] + bytes)
    }

    /// Nil for what no digest was kept as.
    init?(key: [UInt8]) {
        switch key.first {
        case 0x12: self.init(.sha256, bytes: Array(key.dropFirst()))
        case 0x13: self.init(.sha512, bytes: Array(key.dropFirst()))
        default: return nil
        }
    }
}

extension Timestamp {
    var binding: Binding { .integer(microseconds) }
}

// Statements about blobs. Each is one step; what belongs together is put into one transaction by the caller.
extension Connection {
    /// What `Blob.init` reads of a row.
    static var columns: String {
        "digest, encoding, size, stored, disk, cost, created_at, used_at, holds"
    }

    func blob(_ digest: Digest) throws(SQLiteError) -> Blob? {
        try row("SELECT \(Self.columns) FROM blobs WHERE digest = ? AND leaving = 0", digest.key, read: Blob.init)
            ?? nil
    }

    /// All blobs, in the order of their digests.
    func blobs() throws(SQLiteError) -> [Blob] {
        try rows("SELECT \(Self.columns) FROM blobs WHERE leaving = 0 ORDER BY digest", read: Blob.init).compactMap(
            \.self)
    }

    /// How the file of a row lies on the disk, also of one that is leaving; nil without a row.
    func encodingOfRow(_ digest: Digest) throws(SQLiteError) -> Encoding? {
        try row("SELECT encoding FROM blobs WHERE digest = ?", digest.key) { Encoding(rawValue: $0.integer(0)) } ?? nil
    }

    /// The digests of `algorithm` between two keys, both included.
    func digests(from low: Digest, through high: Digest) throws(SQLiteError) -> [Digest] {
        try rows(
            "SELECT digest FROM blobs WHERE digest BETWEEN ? AND ? AND leaving = 0", low.key, high.key
        ) { Digest(key: $0.blob(0)) }.compactMap(\.self)
    }

    /// Adds a blob. A row that was leaving is replaced: its bytes are there again.
    func insert(_ blob: Blob) throws(SQLiteError) {
        let cost: Binding = blob.cost.map(Binding.real) ?? .null
        let worth = Worth.logarithm(cost: blob.cost, disk: blob.disk, used: blob.used)
        try run(
            """
            INSERT INTO blobs (digest, encoding, size, stored, disk, cost, created_at, used_at, worth)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (digest) DO UPDATE SET encoding = excluded.encoding, size = excluded.size,
                stored = excluded.stored, disk = excluded.disk, cost = excluded.cost,
                created_at = excluded.created_at, used_at = excluded.used_at, worth = excluded.worth, leaving = 0
            """,
            blob.digest.key, .integer(blob.encoding.rawValue), .integer(blob.size), .integer(blob.stored),
            .integer(blob.disk), cost, blob.created.binding, blob.used.binding, .real(worth))
    }

    /// Notes that a blob is of use at this moment.
    func touch(_ blob: Blob, at now: Timestamp) throws(SQLiteError) {
        let worth = Worth.logarithm(cost: blob.cost, disk: blob.disk, used: now)
        try run(
            "UPDATE blobs SET used_at = ?, worth = ? WHERE digest = ?", now.binding, .real(worth), blob.digest.key)
    }

    /// Forgets a blob that nothing holds.
    func delete(_ digest: Digest) throws(SQLiteError) {
        try run("DELETE FROM blobs WHERE digest = ?", digest.key)
    }

    /// Whether a directory of blobs is known, and so on the disk.
    func hasShard(_ path: String) throws(SQLiteError) -> Bool {
        try row("SELECT 1 FROM shards WHERE path = ?", .text(path)) { _ in true } ?? false
    }

    /// Notes what a directory of blobs takes itself.
    func setShard(_ path: String, disk: Int64) throws(SQLiteError) {
        try run(
            """
            INSERT INTO shards (path, disk) VALUES (?, ?)
            ON CONFLICT (path) DO UPDATE SET disk = excluded.disk WHERE disk <> excluded.disk
            """, .text(path), .integer(disk))
    }
}

extension Blob {
    /// Nil for a row that no version of the store wrote.
    init?(_ row: borrowing Row) {
        guard let digest = Digest(key: row.blob(0)), let encoding = Encoding(rawValue: row.integer(1)) else {
            return nil
        }
        self.init(
            digest: digest, encoding: encoding, size: row.integer(2), stored: row.integer(3), disk: row.integer(4),
            cost: row.isNull(5) ? nil : row.real(5), created: Timestamp(microseconds: row.integer(6)),
            used: Timestamp(microseconds: row.integer(7)), holds: Int(row.integer(8)))
    }
}
