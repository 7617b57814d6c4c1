internal import Host
internal import SQLite

/// The index of a store: one connection that writes and one that reads, so that a look-up never waits for a commit.
final class BlobIndex: Sendable {
    let path: Path
    private let writer: Guarded<Connection>
    private let reader: Guarded<Connection>

    /// How long the log grows before it is worked into the database, in pages.
    private static let checkpointPages: Int64 = 512
    /// What a page takes in the log, with its header.
    private static let logPage: Int64 = 4096 + 24
    /// The length the log may reach, with room for one large transaction on top: what the limit counts for it.
    static let logBound = 2 * checkpointPages * logPage

    /// Opens an index that is there. Missing, empty and damaged ones are for `Store` to make again.
    init(_ path: Path, _ access: Connection.Access) throws {
        self.path = path
        let writer = try Self.open(path, access)
        // Nobody leaves one without tables under this name. To fill it would make strangers of all blobs.
        let isEmpty = try Self.translated(path) { () throws in try writer.pragma("schema_version") == 0 }
        if isEmpty { throw Self.damage(path, "it has no tables") }
        if access != .create { try Self.refuseOlder(path, writer) }
        try Self.translated(path) { () throws in try writer.migrate(to: .index) }
        self.reader = try Guarded(Self.open(path, access))
        self.writer = Guarded(writer)
    }

    /// Where nothing can be written, a format that is older stays as it is.
    private static func refuseOlder(_ path: Path, _ connection: borrowing Connection) throws {
        let known = Schema.index.migrations.count
        let version = try translated(path) { () throws in try connection.pragma("user_version") }
        if 1..<known ~= version { throw StoreError.indexIsOlder(path, version: version, known: known) }
    }

    /// Makes a new, empty index at `path` and returns the connection that is to fill it.
    static func create(_ path: Path) throws -> Connection {
        let connection = try Connection(path, .create)
        // Has to come before the first table.
        try connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        try connection.execute("PRAGMA journal_mode = WAL")
        try connection.migrate(to: .index)
        return connection
    }

    private static func open(_ path: Path, _ access: Connection.Access) throws -> Connection {
        try translated(path) {
            let connection = try Connection(path, access)
            try connection.execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF")
            if access == .create {
                try connection.execute(
                    "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = \(checkpointPages);"
                        + "PRAGMA journal_size_limit = \(logBound)")
            }
            return connection
        }
    }

    func read<Value>(_ body: (borrowing Connection) throws -> Value) throws -> Value {
        try Self.translated(path) { try reader.withLock { try body($0) } }
    }

    /// Lets `body` read often, and see one moment all the while.
    func snapshot<Value>(_ body: (borrowing Connection) throws -> Value) throws -> Value {
        try read { connection in
            try connection.execute("BEGIN")
            defer { try? connection.execute("COMMIT") }
            return try body(connection)
        }
    }

    /// Runs `body` in a transaction. `durably`: returns when it, and all before it, would survive a power cut.
    func write<Value>(
        durably: Bool = false, _ body: (borrowing Connection) throws -> Value
    ) throws -> Value {
        try Self.translated(path) {
            try writer.withLock { connection in
                guard durably else { return try connection.write(body) }
                try connection.execute("PRAGMA synchronous = FULL")
                defer { try? connection.execute("PRAGMA synchronous = NORMAL") }
                return try connection.write(body)
            }
        }
    }

    /// Gives pages that removed rows left empty, and the log, back to the disk.
    func shrink() throws {
        try Self.translated(path) {
            try writer.withLock { try $0.execute("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)") }
        }
    }

    /// What SQLite finds wrong with the file, in its words, and what of our own sums does not add up.
    func complaints() throws -> [String] {
        do {
            return try read { connection in
                let complaints = try connection.rows("PRAGMA integrity_check(10)") { $0.text(0) }.filter { $0 != "ok" }
                return try complaints.isEmpty ? connection.wrongSums() : complaints
            }
        } catch StoreError.index(_, let cause) where cause.isDamage {
            return [cause.message]
        }
    }

    /// The error for damage that was found by looking for it.
    static func damage(_ path: Path, _ complaint: String) -> StoreError {
        .index(path, cause: SQLiteError(code: .corrupt, message: complaint, statement: nil))
    }

    /// The one place where the driver's errors become the store's.
    private static func translated<Value: ~Copyable>(
        _ path: Path, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as SQLiteError {
            // Waiting for another's lock ends when somebody asks us to stop.
            if error.code == .busy, Interruption.isRequested { throw SystemError("lock", path, .interrupted) }
            throw StoreError.index(path, cause: error)
        } catch let refusal as Schema.Refusal {
            switch refusal {
            case .newer(let version, let known): throw StoreError.indexIsNewer(path, version: version, known: known)
            case .foreign(let application): throw StoreError.indexIsForeign(path, application: application)
            }
        }
    }
}
