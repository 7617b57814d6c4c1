internal import SQLite
internal import Values

// Statements about runs.
extension Connection {
    func insert(_ run: Run) throws(SQLiteError) {
        try self.run(
            "INSERT INTO runs (id, command, started_at) VALUES (?, ?, ?)", .text(run.id), .text(run.command),
            run.started.binding)
    }

    func endRun(_ id: String, _ outcome: Run.Outcome, at now: Timestamp) throws(SQLiteError) {
        try run(
            "UPDATE runs SET ended_at = ?, outcome = ? WHERE id = ?", now.binding, .text(outcome.rawValue), .text(id))
    }

    /// The youngest runs, those that began last first.
    func runs(atMost count: Int) throws(SQLiteError) -> [Run] {
        try rows(
            "SELECT id, command, started_at, ended_at, outcome FROM runs ORDER BY started_at DESC, id LIMIT ?",
            .integer(Int64(count))
        ) { Run($0) }
    }

    func trimRuns(keeping count: Int) throws(SQLiteError) {
        try run(
            "DELETE FROM runs WHERE id IN (SELECT id FROM runs ORDER BY started_at DESC, id LIMIT -1 OFFSET ?)",
            .integer(Int64(count)))
    }
}

extension Run {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            id: row.text(0), command: row.text(1), started: Timestamp(microseconds: row.integer(2)),
            ended: row.isNull(3) ? nil : Timestamp(microseconds: row.integer(3)),
            outcome: row.isNull(4) ? nil : Outcome(rawValue: row.text(4)))
    }
}
