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
        "digest, encoding, size, stored, disk, cost, created_at, used_at, holds, boot"
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
            INSERT INTO blobs (digest, encoding, size, stored, disk, cost, created_at, used_at, worth, boot)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (digest) DO UPDATE SET encoding = excluded.encoding, size = excluded.size,
                stored = excluded.stored, disk = excluded.disk, cost = excluded.cost,
                created_at = excluded.created_at, used_at = excluded.used_at, worth = excluded.worth, leaving = 0,
                boot = excluded.boot
            """,
            blob.digest.key, .integer(blob.encoding.rawValue), .integer(blob.size), .integer(blob.stored),
            .integer(blob.disk), cost, blob.created.binding, blob.used.binding, .real(worth),
            blob.boot.map(Binding.text) ?? .null)
    }

    /// Notes that a blob is of use at this moment.
    func touch(_ blob: Blob, at now: Timestamp) throws(SQLiteError) {
        let worth = Worth.logarithm(cost: blob.cost, disk: blob.disk, used: now)
        try run(
            "UPDATE blobs SET used_at = ?, worth = ? WHERE digest = ?", now.binding, .real(worth), blob.digest.key)
    }

    /// Notes that a blob is on the disk.
    func settle(_ digest: Digest) throws(SQLiteError) {
        try run("UPDATE blobs SET boot = NULL WHERE digest = ?", digest.key)
    }

    /// Whether there are blobs that another boot left unsynced.
    func hasUnsynced(notOf boot: String) throws(SQLiteError) -> Bool {
        try row("SELECT 1 FROM blobs WHERE boot < ?1 OR boot > ?1 LIMIT 1", .text(boot)) { _ in true } ?? false
    }

    /// Blobs that were left unsynced in a boot before `moment`, the oldest first.
    func unsynced(of boot: String, before moment: Timestamp, atMost count: Int) throws(SQLiteError) -> [Blob] {
        try rows(
            """
            SELECT \(Self.columns) FROM blobs WHERE boot = ? AND created_at < ? AND leaving = 0
            ORDER BY created_at LIMIT ?
            """, .text(boot), moment.binding, .integer(Int64(count)), read: Blob.init
        ).compactMap(\.self)
    }

    /// Forgets a blob that nothing holds.
    func delete(_ digest: Digest) throws(SQLiteError) {
        try run("DELETE FROM blobs WHERE digest = ?", digest.key)
    }

    /// Whether a directory of blobs is known to be on the disk.
    func hasShard(_ path: String) throws(SQLiteError) -> Bool {
        try row("SELECT 1 FROM shards WHERE path = ? AND synced = 1", .text(path)) { _ in true } ?? false
    }

    /// Notes what a directory of blobs takes itself, and whether somebody saw to it that it is on the disk. One that is
    /// stays there.
    func setShard(_ path: String, disk: Int64, isSynced: Bool) throws(SQLiteError) {
        try run(
            """
            INSERT INTO shards (path, disk, synced) VALUES (?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET disk = excluded.disk, synced = max(synced, excluded.synced)
            WHERE disk <> excluded.disk OR synced < excluded.synced
            """, .text(path), .integer(disk), .integer(isSynced ? 1 : 0))
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
            used: Timestamp(microseconds: row.integer(7)), holds: Int(row.integer(8)),
            boot: row.isNull(9) ? nil : row.text(9))
    }
}
