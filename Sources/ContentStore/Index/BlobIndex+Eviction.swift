internal import SQLite
internal import Values

// Statements about who goes, and about how much there is.
extension Connection {
    /// Hands on the blobs that nothing holds and that were last used before `moment`, the least worthy first, until
    /// `body` returns false.
    func eachUnheld(usedBefore moment: Timestamp?, _ body: (Blob) throws -> Bool) throws {
        var failure: (any Error)?
        try each(
            """
            SELECT \(Self.columns) FROM blobs WHERE holds = 0 AND leaving = 0 AND used_at < ? ORDER BY worth, digest
            """, .integer(moment?.microseconds ?? .max)
        ) { row in
            do {
                return try Blob(row).map(body) ?? true
            } catch let error {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
    }

    /// From here on nobody finds them, and their files may go. Returns those that were marked: nothing holds them now,
    /// and they were not used since `moment`.
    func markLeaving(_ blobs: ArraySlice<Blob>, usedBefore moment: Timestamp?) throws(SQLiteError) -> [Blob] {
        var marked: [Blob] = []
        for blob in blobs {
            let changed = try run(
                "UPDATE blobs SET leaving = 1 WHERE digest = ? AND holds = 0 AND leaving = 0 AND used_at < ?",
                blob.digest.key, .integer(moment?.microseconds ?? .max))
            if changed > 0 { marked.append(blob) }
        }
        return marked
    }

    func leaving(atMost count: Int) throws(SQLiteError) -> [(Digest, Encoding)] {
        try rows("SELECT digest, encoding FROM blobs WHERE leaving = 1 LIMIT ?", .integer(Int64(count))) { row in
            Digest(key: row.blob(0)).flatMap { digest in
                Encoding(rawValue: row.integer(1)).map { (digest, $0) }
            }
        }.compactMap(\.self)
    }

    func totals() throws(SQLiteError) -> Totals {
        let totals = try row("SELECT blobs, size, stored, disk, shards, reserved, directories FROM totals") { row in
            Totals(
                blobs: Int(row.integer(0)), size: row.integer(1), stored: row.integer(2), disk: row.integer(3),
                shards: row.integer(4), reserved: row.integer(5), directories: row.integer(6))
        }
        return totals
            ?? Totals(blobs: 0, size: 0, stored: 0, disk: 0, shards: 0, reserved: 0, directories: 0)
    }

    /// What goes as soon as somebody comes to it.
    func leavingBytes() throws(SQLiteError) -> Int64 {
        try row("SELECT coalesce(sum(disk), 0) FROM blobs WHERE leaving = 1") { $0.integer(0) } ?? 0
    }

    /// All that counts against the limit, with what the index does not answer for given by `besides`.
    func accounted(_ besides: Int64) throws(SQLiteError) -> Int64 {
        try totals().accounted + pageBytes() + besides
    }

    /// What references and leases keep, over any number of steps.
    private static var held: String {
        """
        WITH RECURSIVE held (digest) AS (
            SELECT digest FROM refs UNION SELECT digest FROM leased
            UNION SELECT part FROM parts JOIN held ON whole = held.digest
            UNION SELECT tree FROM layers JOIN held ON diff_id = held.digest)
        """
    }

    /// All that could go.
    func unheldBytes() throws(SQLiteError) -> Int64 {
        try row(
            "\(Self.held) SELECT coalesce(sum(disk), 0) FROM blobs WHERE digest NOT IN held AND leaving = 0"
        ) { $0.integer(0) } ?? 0
    }

    /// What is kept by references and leases.
    func heldBytes() throws(SQLiteError) -> Int64 {
        try row("\(Self.held) SELECT coalesce(sum(disk), 0) FROM blobs WHERE digest IN held") { $0.integer(0) } ?? 0
    }

    /// The database's length once its log is worked in.
    func pageBytes() throws(SQLiteError) -> Int64 {
        try Int64(pragma("page_count") * pragma("page_size"))
    }
}

/// The row of `totals`.
struct Totals: Equatable {
    let blobs: Int
    let size: Int64
    let stored: Int64
    let disk: Int64
    let shards: Int64
    let reserved: Int64
    let directories: Int64

    /// All of the disk that the index answers for.
    var accounted: Int64 { disk + shards + reserved + directories }
}
