internal import SQLite
internal import Values

// Statements about directories that are no blobs' and take room all the same.
extension Connection {
    func setDirectory(_ path: String, boot: String, disk: Int64, at now: Timestamp) throws(SQLiteError) {
        try run(
            """
            INSERT INTO directories (path, boot, disk, used_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET boot = excluded.boot, disk = excluded.disk, used_at = excluded.used_at
            """, .text(path), .text(boot), .integer(disk), now.binding)
    }

    func touchDirectory(_ path: String, at now: Timestamp) throws(SQLiteError) {
        try run("UPDATE directories SET used_at = ? WHERE path = ?", now.binding, .text(path))
    }

    func deleteDirectory(_ path: String) throws(SQLiteError) {
        try run("DELETE FROM directories WHERE path = ?", .text(path))
    }

    func directory(_ path: String) throws(SQLiteError) -> DirectoryRow? {
        try row("SELECT path, boot, disk, used_at FROM directories WHERE path = ?", .text(path)) { DirectoryRow($0) }
    }

    /// All, those used last at the end.
    func directories() throws(SQLiteError) -> [DirectoryRow] {
        try rows("SELECT path, boot, disk, used_at FROM directories ORDER BY used_at, path") { DirectoryRow($0) }
    }
}

/// A row of `directories`.
struct DirectoryRow: Equatable {
    /// Below the home.
    let path: String
    let boot: String
    let disk: Int64
    let used: Timestamp

    init(_ row: borrowing Row) {
        path = row.text(0)
        boot = row.text(1)
        disk = row.integer(2)
        used = Timestamp(microseconds: row.integer(3))
    }
}
