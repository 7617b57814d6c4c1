import Host
import SQLite
import TestSupport
import Testing

@Suite struct ConnectionTests {
    private let directory: TemporaryDirectory
    private var path: Path { directory.path / "database" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    // What goes in comes out as it was: also what looks like a number, what is empty, and NUL in the middle.
    @Test(arguments: [
        Binding.text("1e5"), .text(""), .text("ä\u{0}b"), .integer(.min), .integer(.max), .real(0.1), .null,
        .blob([]), .blob([0, 255, 0]),
    ])
    func `a value comes back as it was bound`(value: Binding) throws {
        let connection = try Connection(path, .create)
        try connection.execute("CREATE TABLE things (value ANY) STRICT")
        try connection.run("INSERT INTO things VALUES (?)", value)
        let read = try connection.row("SELECT value, typeof(value) FROM things") { row -> Binding in
            switch row.text(1) {
            case "integer": .integer(row.integer(0))
            case "real": .real(row.real(0))
            case "text": .text(row.text(0))
            case "blob": .blob(row.blob(0))
            default: row.isNull(0) ? .null : "?"
            }
        }
        #expect(read == value)
    }

    @Test func `rows come in order, one row is the last, none is nil`() throws {
        let connection = try Connection(path, .create)
        try connection.execute("CREATE TABLE numbers (n INTEGER) STRICT")
        for number in 1...3 {
            #expect(try connection.run("INSERT INTO numbers VALUES (?)", .integer(Int64(number))) == 1)
        }
        #expect(try connection.rows("SELECT n FROM numbers ORDER BY n DESC") { $0.integer(0) } == [3, 2, 1])
        #expect(try connection.row("SELECT n FROM numbers WHERE n = 7") { $0.integer(0) } == nil)
        #expect(try connection.run("UPDATE numbers SET n = 0") == 3)
    }

    @Test func `a transaction that throws leaves nothing, and the connection can go on`() throws {
        let connection = try Connection(path, .create)
        try connection.execute("CREATE TABLE numbers (n INTEGER UNIQUE) STRICT")
        #expect(throws: SystemError.self) {
            try connection.write { connection in
                try connection.run("INSERT INTO numbers VALUES (1)")
                throw SystemError("test", nil, .noSpace)
            }
        }
        #expect(throws: SQLiteError.self) {
            try connection.write { connection in
                try connection.run("INSERT INTO numbers VALUES (1)")
                try connection.run("INSERT INTO numbers VALUES (1)")
            }
        }
        #expect(try connection.rows("SELECT n FROM numbers") { $0.integer(0) }.isEmpty)
        _ = try connection.write { try $0.run("INSERT INTO numbers VALUES (1)") }
        #expect(try connection.rows("SELECT n FROM numbers") { $0.integer(0) } == [1])
    }

    @Test func `two that count at once take turns, and no step is lost`() async throws {
        let path = path
        let setup = try Connection(path, .create)
        try setup.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE counter (n INTEGER) STRICT; INSERT INTO counter VALUES (0)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    let connection = try Connection(path, .create)
                    for _ in 0..<200 {
                        try connection.write { connection in
                            let seen = try connection.row("SELECT n FROM counter") { $0.integer(0) } ?? 0
                            try connection.run("UPDATE counter SET n = ?", .integer(seen + 1))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try setup.row("SELECT n FROM counter") { $0.integer(0) } == 400)
    }

    @Test func `an error tells its code, its words and the statement`() throws {
        let connection = try Connection(path, .create)
        let error = #expect(throws: SQLiteError.self) { try connection.run("SELECT * FROM nowhere") }
        #expect(error?.description == "sqlite: no such table: nowhere in: SELECT * FROM nowhere")
        #expect(error?.isDamage == false)
    }

    @Test func `what is no database is damage, what is not there cannot be opened`() throws {
        let file = try OpenFile(path, .create, on: LocalFileSystem())
        try [UInt8](repeating: 7, count: 8192).withUnsafeBytes { try file.write($0) }
        let damage = #expect(throws: SQLiteError.self) { try Connection(path, .create).pragma("schema_version") }
        #expect(damage?.code == .notADatabase && damage?.isDamage == true)
        let absence = #expect(throws: SQLiteError.self) {
            try Connection(directory.path / "none", .readOnly).pragma("schema_version")
        }
        #expect(absence?.code == .cannotOpen && absence?.isDamage == false)
    }

    @Test(arguments: ["plain", "with space", "100%", "a?b=c", "a#b", "ä", "file:x"])
    func `a database is read in place whatever its name`(name: String) throws {
        let path = directory.path / name
        try Connection(path, .create).execute("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (5)")
        #expect(try LocalFileSystem().status(path) != nil)
        for access in [Connection.Access.readOnly, .immutable] {
            #expect(try Connection(path, access).row("SELECT n FROM t") { $0.integer(0) } == 5)
        }
        let error = #expect(throws: SQLiteError.self) { try Connection(path, .readOnly).run("DELETE FROM t") }
        #expect(error?.code == .readOnly)
    }
}
