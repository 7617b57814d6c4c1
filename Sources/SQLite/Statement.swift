internal import CSQLite

/// A compiled statement, kept in its connection's cache; it ends with it.
final class Statement {
    private let raw: OpaquePointer
    private let connection: OpaquePointer
    private let sql: String

    init(_ sql: String, on connection: OpaquePointer) throws(SQLiteError) {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        try check(code, on: connection, sql)
        guard let compiled else { preconditionFailure("no statement in: \(sql)") }
        raw = compiled
        self.connection = connection
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(raw)
    }

    /// Runs the statement to its end, or until `row`, which gets each of its rows, returns false.
    func run(_ bindings: [Binding], _ row: (borrowing Row) -> Bool) throws(SQLiteError) {
        defer {
            // Whatever happened was reported by the step; a statement left open would hold its read transaction.
            sqlite3_reset(raw)
            sqlite3_clear_bindings(raw)
        }
        try bind(bindings)
        while true {
            let code = sqlite3_step(raw)
            if code == SQLITE_DONE { return }
            try check(code, on: connection, sql)
            if !row(Row(raw)) { return }
        }
    }

    private func bind(_ bindings: [Binding]) throws(SQLiteError) {
        precondition(bindings.count == sqlite3_bind_parameter_count(raw), "bindings do not fit: \(sql)")
        for (index, binding) in zip(Int32(1)..., bindings) {
            let code =
                switch binding {
                case .null: sqlite3_bind_null(raw, index)
                case .integer(let value): sqlite3_bind_int64(raw, index, value)
                case .real(let value): sqlite3_bind_double(raw, index, value)
                case .text(let value): hearth_bind_text(raw, index, value, Int32(value.utf8.count))
                case .blob(let value): hearth_bind_blob(raw, index, value, Int32(value.count))
                }
            try check(code, on: connection, sql)
        }
    }
}
