internal import SQLite
package import Values

// Statements about what keeps blobs: references, sessions and their leases.
extension Connection {
    func setReference(_ name: String, to digest: Digest, at now: Timestamp) throws(SQLiteError) {
        try run(
            """
            INSERT INTO refs (name, digest, created_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, created_at = excluded.created_at
            """, .text(name), digest.key, now.binding)
    }

    /// False when there was none of that name.
    func removeReference(_ name: String) throws(SQLiteError) -> Bool {
        try run("DELETE FROM refs WHERE name = ?", .text(name)) > 0
    }

    func references() throws(SQLiteError) -> [Reference] {
        var references: [Reference] = []
        try eachReference { references.append($0) }
        return references
    }

    /// Hands on the references, by name, as they are read; those before a damaged place are told before it throws.
    func eachReference(_ body: (Reference) -> Void) throws(SQLiteError) {
        try each("SELECT name, digest, created_at FROM refs ORDER BY name") { row in
            if let reference = Reference(row) { body(reference) }
            return true
        }
    }

    func insertSession(_ id: String, process: Int32, at now: Timestamp) throws(SQLiteError) {
        try run(
            "INSERT INTO sessions (id, pid, started_at) VALUES (?, ?, ?)", .text(id), .integer(Int64(process)),
            now.binding)
    }

    /// Ends a session with all it leased and reserved.
    func deleteSession(_ id: String) throws(SQLiteError) {
        try run("DELETE FROM sessions WHERE id = ?", .text(id))
    }

    func sessions() throws(SQLiteError) -> [String] {
        try rows("SELECT id FROM sessions") { $0.text(0) }
    }

    func addReservation(_ bytes: Int64, of session: String) throws(SQLiteError) {
        try run("UPDATE sessions SET reserved = reserved + ? WHERE id = ?", .integer(bytes), .text(session))
    }

    /// How many leases keep a blob; none where there is none.
    func leaseCounts() throws(SQLiteError) -> [Digest: Int] {
        let counts = try rows("SELECT digest, count(*) FROM leased GROUP BY digest") { row in
            Digest(key: row.blob(0)).map { ($0, Int(row.integer(1))) }
        }
        return Dictionary(uniqueKeysWithValues: counts.compactMap(\.self))
    }

    func insertLease(of session: String, for purpose: String) throws(SQLiteError) -> Int64 {
        try row(
            "INSERT INTO leases (session, purpose) VALUES (?, ?) RETURNING id", .text(session), .text(purpose)
        ) { $0.integer(0) } ?? 0
    }

    func deleteLease(_ id: Int64) throws(SQLiteError) {
        try run("DELETE FROM leases WHERE id = ?", .integer(id))
    }

    func lease(_ digest: Digest, under lease: Int64) throws(SQLiteError) {
        try run("INSERT INTO leased (lease, digest) VALUES (?, ?) ON CONFLICT DO NOTHING", .integer(lease), digest.key)
    }
}

/// A name that keeps a blob.
package struct Reference: Equatable, Sendable {
    package let name: String
    package let digest: Digest
    package let created: Timestamp

    fileprivate init?(_ row: borrowing Row) {
        guard let digest = Digest(key: row.blob(1)) else { return nil }
        self.name = row.text(0)
        self.digest = digest
        self.created = Timestamp(microseconds: row.integer(2))
    }
}
