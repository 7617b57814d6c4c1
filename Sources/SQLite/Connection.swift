internal import CSQLite
package import Host
internal import Values

/// A database file that is open. One thread at a time; share it through a `Guarded`.
///
/// A connection waits for another's write lock as long as a minute, and is woken by an interruption. Statements are
/// compiled once and kept, so the SQL handed in must be one of a few fixed texts, with `?` for all that varies.
package struct Connection: ~Copyable {
    package enum Access: Sendable {
        /// Made when missing.
        case create
        /// Needs leave to write the files that readers and writers share, or that these are there.
        case readOnly
        /// For a file that nobody can write while it is open: neither locks nor log are looked at.
        case immutable
    }

    private let raw: OpaquePointer
    private let statements = StatementCache()

    package init(_ path: Path, _ access: Access) throws(SQLiteError) {
        var opened: OpaquePointer?
        let code = Self.uri(path, access).withUnsafeBufferPointer {
            sqlite3_open_v2($0.baseAddress, &opened, Self.flags(access), nil)
        }
        guard let opened else {
            throw SQLiteError(
                code: .init(rawValue: code), message: String(cString: sqlite3_errstr(code)), statement: nil)
        }
        do throws(SQLiteError) {
            try check(code, on: opened, nil)
        } catch {
            // A connection that failed to open still owns what it got so far.
            sqlite3_close_v2(opened)
            throw error
        }
        raw = opened
        sqlite3_busy_handler(raw, waitForLock, nil)
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(raw)
    }

    /// Runs a script of statements that are needed once and return nothing of interest.
    package func execute(_ script: String) throws(SQLiteError) {
        try check(sqlite3_exec(raw, script, nil, nil, nil), on: raw, script)
    }

    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    package func run(_ sql: String, _ bindings: Binding...) throws(SQLiteError) -> Int {
        try statements.statement(sql, on: raw).run(bindings) { _ in true }
        return Int(sqlite3_changes64(raw))
    }

    /// Hands on the rows that `sql` gives, as they are read, until `body` returns false. Those before a damaged place
    /// are told before it throws.
    package func each(
        _ sql: String, _ bindings: Binding..., body: (borrowing Row) -> Bool
    ) throws(SQLiteError) {
        try statements.statement(sql, on: raw).run(bindings, body)
    }

    /// All rows that `sql` gives, as `read` sees them.
    package func rows<Value>(
        _ sql: String, _ bindings: Binding..., read: (borrowing Row) -> Value
    ) throws(SQLiteError) -> [Value] {
        var values: [Value] = []
        try statements.statement(sql, on: raw).run(bindings) { row in
            values.append(read(row))
            return true
        }
        return values
    }

    /// The first row that `sql` gives, or nil.
    package func row<Value>(
        _ sql: String, _ bindings: Binding..., read: (borrowing Row) -> Value
    ) throws(SQLiteError) -> Value? {
        var value: Value?
        try statements.statement(sql, on: raw).run(bindings) { row in
            value = read(row)
            return false
        }
        return value
    }

    /// Keeps all that `body` changed, or, when it throws, nothing. The write lock is taken at the start, so that what
    /// `body` reads stays true while it writes.
    package func write<Value>(_ body: (borrowing Connection) throws -> Value) throws -> Value {
        try execute("BEGIN IMMEDIATE")
        do {
            let value = try body(self)
            try execute("COMMIT")
            return value
        } catch {
            // Some failures (a full disk) have rolled back already. The first error is the one to tell.
            if sqlite3_get_autocommit(raw) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    private static func flags(_ access: Access) -> Int32 {
        switch access {
        case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        case .readOnly: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        case .immutable:
            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        }
    }

    /// What SQLite is told to open, NUL at its end: the path, or a URI where a parameter goes with it.
    private static func uri(_ path: Path, _ access: Access) -> [CChar] {
        var bytes = path.bytes
        if access == .immutable {
            let escaped = path.bytes.flatMap { byte -> [UInt8] in
                "%?#".utf8.contains(byte) ? Array("%\(Hex.encode([byte]))".utf8) : [byte]
            }
            bytes = "file:".utf8 + escaped + "?immutable=1".utf8
        }
        return bytes.map(CChar.init(bitPattern:)) + [0]
    }
}

/// Statements by their text.
private final class StatementCache {
    private var statements: [String: Statement] = [:]

    func statement(_ sql: String, on connection: OpaquePointer) throws(SQLiteError) -> Statement {
        if let known = statements[sql] { return known }
        let statement = try Statement(sql, on: connection)
        statements[sql] = statement
        return statement
    }

    func removeAll() {
        statements.removeAll()
    }
}

/// The one gate that every result code passes.
func check(_ code: Int32, on connection: OpaquePointer, _ sql: String?) throws(SQLiteError) {
    switch code {
    case SQLITE_OK, SQLITE_ROW, SQLITE_DONE: return
    default:
        let message = String(cString: sqlite3_errmsg(connection))
        throw SQLiteError(code: .init(rawValue: code), message: message, statement: sql)
    }
}

/// Called when another process holds the lock: sleeps a moment that grows and differs between the waiting (SQLite's
/// own handler lets those who came last win for seconds), and gives up after about a minute.
private func waitForLock(_: UnsafeMutableRawPointer?, _ tries: Int32) -> Int32 {
    guard tries < 6000, !Interruption.isRequested else { return 0 }
    let ceiling = min(UInt32(100) << min(UInt32(tries), 8), 20_000)
    Pause.microseconds(.random(in: ceiling / 2...ceiling))
    return 1
}
