import Host
import SQLite
import TestSupport
import Testing

@Suite struct SchemaTests {
    private static let first = "CREATE TABLE things (name TEXT) STRICT"
    private static let second = "ALTER TABLE things ADD COLUMN size INTEGER NOT NULL DEFAULT 0"
    private let old = Schema(application: 7, migrations: [first])
    private let new = Schema(application: 7, migrations: [first, second])
    private let directory: TemporaryDirectory
    private var path: Path { directory.path / "database" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `an empty database becomes the newest at once`() throws {
        let connection = try Connection(path, .create)
        try connection.migrate(to: new)
        #expect(try connection.pragma("user_version") == 2)
        #expect(try connection.pragma("application_id") == 7)
        try connection.run("INSERT INTO things (name, size) VALUES (?, ?)", "a", 1)
        // Once more changes nothing.
        try connection.migrate(to: new)
        #expect(try connection.rows("SELECT name FROM things") { $0.text(0) } == ["a"])
    }

    @Test func `an older database keeps what it had`() throws {
        try Connection(path, .create).migrate(to: old)
        let connection = try Connection(path, .create)
        try connection.run("INSERT INTO things (name) VALUES (?)", "a")
        try connection.migrate(to: new)
        #expect(try connection.rows("SELECT size FROM things WHERE name = 'a'") { $0.integer(0) } == [0])
    }

    @Test func `a migration that fails leaves the version that was there`() throws {
        let connection = try Connection(path, .create)
        try connection.migrate(to: old)
        let broken = Schema(application: 7, migrations: [Self.first, Self.second + "; CREATE TABLE things (x)"])
        #expect(throws: SQLiteError.self) { try connection.migrate(to: broken) }
        #expect(try connection.pragma("user_version") == 1)
        try connection.migrate(to: new)
        #expect(try connection.pragma("user_version") == 2)
    }

    @Test func `a newer and a foreign database are refused`() throws {
        let connection = try Connection(path, .create)
        try connection.migrate(to: new)
        #expect(throws: Schema.Refusal.newer(version: 2, known: 1)) { try connection.migrate(to: old) }
        let other = Schema(application: 8, migrations: [Self.first])
        #expect(throws: Schema.Refusal.foreign(application: 7)) { try connection.migrate(to: other) }
    }

    @Test func `a database with tables that nobody signed is foreign`() throws {
        let connection = try Connection(path, .create)
        try connection.execute(Self.first)
        #expect(throws: Schema.Refusal.foreign(application: 0)) { try connection.migrate(to: old) }
    }

    @Test func `two that migrate at once take turns`() async throws {
        let (path, new) = (path, new)
        try Connection(path, .create).execute("PRAGMA journal_mode = WAL")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try Connection(path, .create).migrate(to: new) } }
            try await group.waitForAll()
        }
        #expect(try Connection(path, .readOnly).pragma("user_version") == 2)
    }
}
