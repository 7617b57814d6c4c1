internal import SQLite
internal import Values

// Statements about the records of steps. Each goes with its layer.
extension Connection {
    /// Keeps a record in the place of one with its key and scope. The number of a row tells how young it is.
    func insert(_ record: StepRecord) throws(SQLiteError) {
        try run(
            """
            INSERT OR REPLACE INTO records
                (key, scope, kind, diff_id, created_at, seconds, bytes, run, title, place, ingredients)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            record.key.key, .text(record.scope), .integer(record.kind.rawValue), record.layer.diffID.key,
            record.created.binding, .real(record.seconds), .integer(record.bytes), .text(record.run),
            .text(record.title), .text(record.place), .blob(record.ingredients))
    }

    /// Drops all but the youngest records of a place.
    func trimRecords(of scope: String, at place: String, keeping count: Int) throws(SQLiteError) {
        try run(
            """
            DELETE FROM records WHERE scope = ?1 AND place = ?2 AND id <= (
                SELECT id FROM records WHERE scope = ?1 AND place = ?2 ORDER BY id DESC LIMIT 1 OFFSET ?3)
            """, .text(scope), .text(place), .integer(Int64(count)))
    }

    /// The record under a key: that of a scope, or else the youngest of any other. Says when the pack was used last.
    func record(_ key: Digest, preferring scope: String) throws(SQLiteError) -> KnownRecord? {
        try row(
            "\(Self.knownRecords) WHERE key = ?1 ORDER BY scope = ?2 DESC, id DESC LIMIT 1", key.key, .text(scope)
        ) { KnownRecord($0) } ?? nil
    }

    /// When the layer came about that the record with the key and scope of another leads to.
    func created(of record: StepRecord) throws(SQLiteError) -> Timestamp? {
        try row(
            "SELECT created_at FROM records WHERE key = ? AND scope = ?", record.key.key, .text(record.scope)
        ) { Timestamp(microseconds: $0.integer(0)) }
    }

    func records(of layer: Digest) throws(SQLiteError) -> [StepRecord] {
        try rows("\(Self.knownRecords) WHERE diff_id = ? ORDER BY id", layer.key) { KnownRecord($0)?.record }
            .compactMap(\.self)
    }

    /// Hands on all records, the oldest first, as they are read.
    func eachRecord(_ body: (StepRecord) -> Void) throws(SQLiteError) {
        try each("\(Self.knownRecords) ORDER BY id") { row in
            if let known = KnownRecord(row) { body(known.record) }
            return true
        }
    }

    /// What `KnownRecord.init` reads.
    private static var knownRecords: String {
        """
        SELECT records.scope, kind, records.created_at, seconds, bytes, run, title, place, ingredients,
            \(layerColumns), packs.used_at, key
        FROM records JOIN layers USING (diff_id) JOIN blobs AS packs ON packs.digest = diff_id
        """
    }

    func lastLayer(of scope: String, at place: String) throws(SQLiteError) -> StoredLayer? {
        try row(
            """
            SELECT \(Self.layerColumns) FROM records JOIN layers USING (diff_id)
            WHERE scope = ? AND place = ? ORDER BY id DESC LIMIT 1
            """, .text(scope), .text(place)
        ) { StoredLayer($0, at: 0) } ?? nil
    }

    /// What the steps at a place were made of, and what they came to, the youngest first.
    func lastSteps(of scope: String, at place: String) throws(SQLiteError) -> [(
        ingredients: [UInt8], layer: StoredLayer
    )] {
        try rows(
            """
            SELECT ingredients, \(Self.layerColumns) FROM records JOIN layers USING (diff_id)
            WHERE scope = ? AND place = ? ORDER BY id DESC LIMIT 4
            """, .text(scope), .text(place)
        ) { row in StoredLayer(row, at: 1).map { (row.blob(0), $0) } }.compactMap(\.self)
    }

    func lastSeconds(of scope: String, at place: String) throws(SQLiteError) -> Double? {
        try row(
            "SELECT seconds FROM records WHERE scope = ? AND place = ? ORDER BY id DESC LIMIT 1", .text(scope),
            .text(place)
        ) { $0.real(0) }
    }
}

/// A record as the index has it.
struct KnownRecord {
    let record: StepRecord
    /// When its layer was of use last.
    let used: Timestamp

    /// Nil for a row that no version of the store wrote.
    fileprivate init?(_ row: borrowing Row) {
        guard let key = Digest(key: row.blob(14)), let kind = StepRecord.Kind(rawValue: row.integer(1)),
            let layer = StoredLayer(row, at: 9)
        else {
            return nil
        }
        record = StepRecord(
            key: key, kind: kind, scope: row.text(0), layer: layer, created: Timestamp(microseconds: row.integer(2)),
            seconds: row.real(3), bytes: row.integer(4), run: row.text(5), title: row.text(6), place: row.text(7),
            ingredients: row.blob(8))
        used = Timestamp(microseconds: row.integer(13))
    }
}
