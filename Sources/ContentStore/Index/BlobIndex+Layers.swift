internal import SQLite
internal import Values

// Statements about layers. A row of `layers` goes as soon as its pack is leaving, and keeps its tree from that, so that
// there is one exactly as long as both are there.
extension Connection {
    /// What `StoredLayer.init` reads of a row.
    static var layerColumns: String { "diff_id, identity, tree, layers.size" }

    func insert(_ layer: StoredLayer, at now: Timestamp) throws(SQLiteError) {
        try run(
            """
            INSERT INTO layers (diff_id, identity, tree, size, created_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (diff_id) DO UPDATE SET identity = excluded.identity, tree = excluded.tree, size = excluded.size
            """,
            layer.diffID.key, layer.identity.key, layer.tree.key, .integer(layer.size), now.binding)
    }

    func layer(_ diffID: Digest) throws(SQLiteError) -> StoredLayer? {
        try row("SELECT \(Self.layerColumns) FROM layers WHERE diff_id = ?", diffID.key) { StoredLayer($0, at: 0) }
            ?? nil
    }

    /// The first that there was, so that it is the same for everybody.
    func layer(identity: Digest) throws(SQLiteError) -> StoredLayer? {
        try row(
            "SELECT \(Self.layerColumns) FROM layers WHERE identity = ? ORDER BY created_at, diff_id", identity.key
        ) { StoredLayer($0, at: 0) } ?? nil
    }

    /// Hands on all layers, as they are read.
    func eachLayer(_ body: (StoredLayer, _ noted: Timestamp) -> Void) throws(SQLiteError) {
        try each("SELECT \(Self.layerColumns), created_at FROM layers") { row in
            if let layer = StoredLayer(row, at: 0) { body(layer, Timestamp(microseconds: row.integer(4))) }
            return true
        }
    }

    func insertForm(_ form: String, _ digest: Digest, of diffID: Digest) throws(SQLiteError) {
        try run(
            """
            INSERT INTO forms (diff_id, form, digest) VALUES (?, ?, ?)
            ON CONFLICT (diff_id, form) DO UPDATE SET digest = excluded.digest
            """, diffID.key, .text(form), digest.key)
    }

    func form(_ form: String, of diffID: Digest) throws(SQLiteError) -> Digest? {
        try row("SELECT digest FROM forms WHERE diff_id = ? AND form = ?", diffID.key, .text(form)) {
            Digest(key: $0.blob(0))
        } ?? nil
    }
}

extension StoredLayer {
    /// Nil for a row that no version of the store wrote. `column` is the first of `layerColumns`.
    init?(_ row: borrowing Row, at column: Int32) {
        guard let diffID = Digest(key: row.blob(column)), let identity = Digest(key: row.blob(column + 1)),
            let tree = Digest(key: row.blob(column + 2))
        else { return nil }
        self.init(diffID: diffID, identity: identity, tree: tree, size: row.integer(column + 3))
    }
}
