internal import SQLite
internal import Values

// Statements about blobs that keep others: as parts, or as the pack of a layer keeps its tree.
extension Connection {
    func insertPart(_ part: Digest, of whole: Digest) throws(SQLiteError) {
        try run("INSERT INTO parts (whole, part) VALUES (?, ?) ON CONFLICT DO NOTHING", whole.key, part.key)
    }

    func parts(of whole: Digest) throws(SQLiteError) -> [Digest] {
        try rows("SELECT part FROM parts WHERE whole = ? ORDER BY part", whole.key) { Digest(key: $0.blob(0)) }
            .compactMap(\.self)
    }

    /// Hands on all of them, as they are read.
    func eachPart(_ body: (_ whole: Digest, _ part: Digest) -> Void) throws(SQLiteError) {
        try each("SELECT whole, part FROM parts") { row in
            if let whole = Digest(key: row.blob(0)), let part = Digest(key: row.blob(1)) { body(whole, part) }
            return true
        }
    }

    /// What a blob keeps, whatever for.
    func kept(by whole: Digest) throws(SQLiteError) -> [Blob] {
        try rows(
            """
            SELECT \(Self.columns) FROM blobs WHERE digest IN (
                SELECT part FROM parts WHERE whole = ?1 UNION ALL SELECT tree FROM layers WHERE diff_id = ?1)
            """, whole.key, read: Blob.init
        ).compactMap(\.self)
    }

    /// Those that are not whole without `part`, over any number of steps, itself included. A pack is whole without its
    /// tree.
    private static var wholes: String {
        """
        WITH RECURSIVE wholes (digest) AS (
            SELECT ?1 UNION SELECT whole FROM parts JOIN wholes ON part = wholes.digest)
        """
    }

    /// Forgets a blob whose bytes are lost, in everybody's name. Names what referred to it, or to what is not whole
    /// without it: these references go as well.
    func forget(_ digest: Digest) throws(SQLiteError) -> [String] {
        let names = try rows(
            "\(Self.wholes) SELECT name FROM refs WHERE digest IN wholes ORDER BY name", digest.key
        ) { $0.text(0) }
        for name in names { _ = try removeReference(name) }
        try run("DELETE FROM leased WHERE digest = ?", digest.key)
        try run("DELETE FROM parts WHERE part = ?", digest.key)
        try run("DELETE FROM layers WHERE tree = ?", digest.key)
        try delete(digest)
        return names
    }
}
