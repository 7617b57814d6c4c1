import ContentStore
import Host
import SQLite
import Values

/// Somebody else who looks into the index while a store is at work.
final class Onlooker: Sendable {
    private let connection: Guarded<Connection>

    init(_ home: Path) throws {
        connection = try Guarded(Connection(home / "index.sqlite", .create))
    }

    /// Whether readers find the blob at this moment.
    func finds(_ digest: Digest) throws -> Bool {
        try connection.withLock {
            try $0.row("SELECT 1 FROM blobs WHERE leaving = 0 AND substr(digest, 2) = ?", .blob(digest.bytes)) { _ in
                true
            }
        } ?? false
    }

    func reserved() throws -> Int64 { try number("SELECT reserved FROM totals") }

    func sessions() throws -> Int64 { try number("SELECT count(*) FROM sessions") }

    func number(_ sql: String) throws -> Int64 {
        try connection.withLock { try $0.row(sql) { $0.integer(0) } } ?? -1
    }

    func execute(_ sql: String) throws {
        try connection.withLock { try $0.execute(sql) }
    }
}
