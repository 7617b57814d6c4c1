import ContentStore
import Host
import SQLite

/// The index as the first release made it: a store of today must go on from there.
enum FirstFormat {
    /// Puts an index of the first format in the place of a home's, with what that has in common with it.
    static func replaceIndex(of home: Path) throws {
        let (path, old) = (home / "index.sqlite", home / "index.old")
        for suffix in ["", "-wal", "-shm"] { _ = try LocalFileSystem().remove(old.appending(suffix)) }
        let connection = try Connection(old, .create)
        try connection.execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL")
        try connection.execute(script)
        try connection.execute("PRAGMA application_id = 0x68727468; PRAGMA user_version = 1")
        try connection.run("ATTACH ? AS new", .text(path.description))
        for (table, columns) in tables {
            try connection.execute("INSERT INTO \(table) (\(columns)) SELECT \(columns) FROM new.\(table)")
        }
        try connection.execute("DETACH new; PRAGMA wal_checkpoint(TRUNCATE)")
        for suffix in ["-wal", "-shm"] { _ = try LocalFileSystem().remove(path.appending(suffix)) }
        try LocalFileSystem().rename(old, to: path)
    }

    private static let tables = [
        ("blobs", "digest, encoding, size, stored, disk, cost, created_at, used_at, worth, leaving"),
        ("refs", "name, digest, created_at"), ("shards", "path, disk"),
    ]

    private static let script = """
        CREATE TABLE blobs (
            digest     BLOB    NOT NULL PRIMARY KEY,
            encoding   INTEGER NOT NULL CHECK (encoding IN (0, 1)),
            size       INTEGER NOT NULL CHECK (size >= 0),
            stored     INTEGER NOT NULL CHECK (stored >= 0),
            disk       INTEGER NOT NULL CHECK (disk >= 0),
            cost       REAL,
            created_at INTEGER NOT NULL,
            used_at    INTEGER NOT NULL,
            worth      REAL    NOT NULL,
            holds      INTEGER NOT NULL DEFAULT 0 CHECK (holds >= 0),
            leaving    INTEGER NOT NULL DEFAULT 0 CHECK (leaving IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX blobs_unheld_by_worth ON blobs (worth) WHERE holds = 0 AND leaving = 0;
        CREATE INDEX blobs_leaving ON blobs (leaving) WHERE leaving = 1;

        CREATE TABLE refs (
            name       TEXT    NOT NULL PRIMARY KEY,
            digest     BLOB    NOT NULL REFERENCES blobs (digest),
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX refs_by_digest ON refs (digest);

        CREATE TABLE sessions (
            id         TEXT    NOT NULL PRIMARY KEY,
            pid        INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            reserved   INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE leases (
            id      INTEGER PRIMARY KEY,
            session TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            purpose TEXT    NOT NULL
        ) STRICT;
        CREATE INDEX leases_by_session ON leases (session);

        CREATE TABLE leased (
            lease  INTEGER NOT NULL REFERENCES leases (id) ON DELETE CASCADE,
            digest BLOB    NOT NULL REFERENCES blobs (digest),
            PRIMARY KEY (lease, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX leased_by_digest ON leased (digest);

        CREATE TABLE shards (
            path TEXT    NOT NULL PRIMARY KEY,
            disk INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE totals (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            blobs    INTEGER NOT NULL DEFAULT 0,
            size     INTEGER NOT NULL DEFAULT 0,
            stored   INTEGER NOT NULL DEFAULT 0,
            disk     INTEGER NOT NULL DEFAULT 0,
            shards   INTEGER NOT NULL DEFAULT 0,
            reserved INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO totals (only_row) VALUES (1);

        CREATE TRIGGER blob_comes AFTER INSERT ON blobs BEGIN
            UPDATE totals SET blobs = blobs + 1, size = size + new.size, stored = stored + new.stored,
                disk = disk + new.disk;
        END;
        CREATE TRIGGER blob_goes AFTER DELETE ON blobs BEGIN
            UPDATE totals SET blobs = blobs - 1, size = size - old.size, stored = stored - old.stored,
                disk = disk - old.disk;
        END;
        CREATE TRIGGER blob_changes AFTER UPDATE OF size, stored, disk ON blobs BEGIN
            UPDATE totals SET size = size + new.size - old.size, stored = stored + new.stored - old.stored,
                disk = disk + new.disk - old.disk;
        END;

        CREATE TRIGGER ref_comes AFTER INSERT ON refs BEGIN
            UPDATE blobs SET holds = holds + 1 WHERE digest = new.digest;
        END;
        CREATE TRIGGER ref_goes AFTER DELETE ON refs BEGIN
            UPDATE blobs SET holds = holds - 1 WHERE digest = old.digest;
        END;
        CREATE TRIGGER ref_moves AFTER UPDATE OF digest ON refs BEGIN
            UPDATE blobs SET holds = holds - 1 WHERE digest = old.digest;
            UPDATE blobs SET holds = holds + 1 WHERE digest = new.digest;
        END;
        CREATE TRIGGER leased_comes AFTER INSERT ON leased BEGIN
            UPDATE blobs SET holds = holds + 1 WHERE digest = new.digest;
        END;
        CREATE TRIGGER leased_goes AFTER DELETE ON leased BEGIN
            UPDATE blobs SET holds = holds - 1 WHERE digest = old.digest;
        END;

        CREATE TRIGGER shard_comes AFTER INSERT ON shards BEGIN
            UPDATE totals SET shards = shards + new.disk;
        END;
        CREATE TRIGGER shard_grows AFTER UPDATE OF disk ON shards BEGIN
            UPDATE totals SET shards = shards + new.disk - old.disk;
        END;
        CREATE TRIGGER shard_goes AFTER DELETE ON shards BEGIN
            UPDATE totals SET shards = shards - old.disk;
        END;

        CREATE TRIGGER session_reserves AFTER UPDATE OF reserved ON sessions BEGIN
            UPDATE totals SET reserved = reserved + new.reserved - old.reserved;
        END;
        CREATE TRIGGER session_goes AFTER DELETE ON sessions BEGIN
            UPDATE totals SET reserved = reserved - old.reserved;
        END;
        """
}
