/// How a database came to be what it is: scripts, run in order, each once. A script that was released is never edited.
package struct Schema: Sendable {
    /// Says whose database it is (SQLite's `application_id`).
    package let application: Int32
    package let migrations: [String]

    package init(application: Int32, migrations: [String]) {
        self.application = application
        self.migrations = migrations
    }

    package enum Refusal: Error, Equatable {
        /// Made by a later program.
        case newer(version: Int, known: Int)
        /// Made by another program.
        case foreign(application: Int32)
    }
}

extension Connection {
    /// Brings the database up to the schema; an empty one becomes the newest. Two that do this at once take turns, and
    /// a failure half-way leaves the version that was there.
    package func migrate(to schema: Schema) throws {
        if try isCurrent(schema) { return }
        try write { connection in
            // Somebody else may have been faster.
            if try connection.isCurrent(schema) { return }
            for script in schema.migrations[try connection.pragma("user_version")...] {
                try connection.execute(script)
            }
            try connection.execute(
                "PRAGMA application_id = \(schema.application); PRAGMA user_version = \(schema.migrations.count)")
        }
    }

    private func isCurrent(_ schema: Schema) throws -> Bool {
        let version = try pragma("user_version")
        let application = Int32(truncatingIfNeeded: try pragma("application_id"))
        let isEmpty = try pragma("schema_version") == 0
        guard isEmpty || (application == schema.application && version > 0) else {
            throw Schema.Refusal.foreign(application: application)
        }
        guard version <= schema.migrations.count else {
            throw Schema.Refusal.newer(version: version, known: schema.migrations.count)
        }
        return version == schema.migrations.count
    }

    /// A setting or counter that is one number.
    package func pragma(_ name: String) throws(SQLiteError) -> Int {
        try row("PRAGMA \(name)") { Int($0.integer(0)) } ?? 0
    }
}
