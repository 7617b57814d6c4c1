internal import SQLite

extension Schema {
    /// The tables of the index, described in docs/store-format.md.
    static let index = Schema(
        application: 0x6872_7468, migrations: [blobsAndHolds, layersAndRecords, transfers, results])

    private static let blobsAndHolds = """
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

    // What a blob keeps goes as soon as that is leaving, so that what it kept can leave next.
    private static let layersAndRecords = """
        ALTER TABLE blobs ADD COLUMN boot TEXT;
        CREATE INDEX blobs_unsynced ON blobs (boot, created_at) WHERE boot IS NOT NULL;
        ALTER TABLE shards ADD COLUMN synced INTEGER NOT NULL DEFAULT 1 CHECK (synced IN (0, 1));
        ALTER TABLE totals ADD COLUMN directories INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE parts (
            whole BLOB NOT NULL REFERENCES blobs (digest) ON DELETE CASCADE,
            part  BLOB NOT NULL REFERENCES blobs (digest) CHECK (part <> whole),
            PRIMARY KEY (whole, part)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX parts_by_part ON parts (part);

        CREATE TABLE layers (
            diff_id    BLOB    NOT NULL PRIMARY KEY REFERENCES blobs (digest) ON DELETE CASCADE,
            identity   BLOB    NOT NULL,
            tree       BLOB    NOT NULL REFERENCES blobs (digest) CHECK (tree <> diff_id),
            size       INTEGER NOT NULL CHECK (size >= 0),
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX layers_by_identity ON layers (identity, created_at);
        CREATE INDEX layers_by_tree ON layers (tree);

        CREATE TABLE forms (
            diff_id BLOB NOT NULL REFERENCES layers (diff_id) ON DELETE CASCADE,
            form    TEXT NOT NULL,
            digest  BLOB NOT NULL REFERENCES blobs (digest) ON DELETE CASCADE,
            PRIMARY KEY (diff_id, form)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX forms_by_digest ON forms (digest);

        CREATE TABLE records (
            id          INTEGER PRIMARY KEY,
            key         BLOB    NOT NULL,
            scope       TEXT    NOT NULL,
            kind        INTEGER NOT NULL CHECK (kind IN (0, 1)),
            diff_id     BLOB    NOT NULL REFERENCES layers (diff_id) ON DELETE CASCADE,
            created_at  INTEGER NOT NULL,
            seconds     REAL    NOT NULL,
            bytes       INTEGER NOT NULL,
            run         TEXT    NOT NULL,
            title       TEXT    NOT NULL,
            place       TEXT    NOT NULL,
            ingredients BLOB    NOT NULL,
            UNIQUE (key, scope)
        ) STRICT;
        CREATE INDEX records_by_place ON records (scope, place, id);
        CREATE INDEX records_by_layer ON records (diff_id);

        CREATE TABLE runs (
            id         TEXT    NOT NULL PRIMARY KEY,
            command    TEXT    NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at   INTEGER,
            outcome    TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX runs_by_start ON runs (started_at);

        CREATE TABLE directories (
            path    TEXT    NOT NULL PRIMARY KEY,
            boot    TEXT    NOT NULL,
            disk    INTEGER NOT NULL CHECK (disk >= 0),
            used_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER blob_leaves AFTER UPDATE OF leaving ON blobs WHEN new.leaving = 1 BEGIN
            DELETE FROM parts WHERE whole = new.digest;
            DELETE FROM layers WHERE diff_id = new.digest;
            DELETE FROM forms WHERE digest = new.digest;
        END;

        CREATE TRIGGER part_comes AFTER INSERT ON parts BEGIN
            UPDATE blobs SET holds = holds + 1 WHERE digest = new.part;
        END;
        CREATE TRIGGER part_goes AFTER DELETE ON parts BEGIN
            UPDATE blobs SET holds = holds - 1 WHERE digest = old.part;
        END;
        CREATE TRIGGER layer_comes AFTER INSERT ON layers BEGIN
            UPDATE blobs SET holds = holds + 1 WHERE digest = new.tree;
        END;
        CREATE TRIGGER layer_changes AFTER UPDATE OF tree ON layers BEGIN
            UPDATE blobs SET holds = holds - 1 WHERE digest = old.tree;
            UPDATE blobs SET holds = holds + 1 WHERE digest = new.tree;
        END;
        CREATE TRIGGER layer_goes AFTER DELETE ON layers BEGIN
            UPDATE blobs SET holds = holds - 1 WHERE digest = old.tree;
        END;

        CREATE TRIGGER directory_comes AFTER INSERT ON directories BEGIN
            UPDATE totals SET directories = directories + new.disk;
        END;
        CREATE TRIGGER directory_grows AFTER UPDATE OF disk ON directories BEGIN
            UPDATE totals SET directories = directories + new.disk - old.disk;
        END;
        CREATE TRIGGER directory_goes AFTER DELETE ON directories BEGIN
            UPDATE totals SET directories = directories - old.disk;
        END;
        """

    private static let transfers = """
        CREATE TABLE transfers (
            id              INTEGER PRIMARY KEY,
            kind            INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
            image           TEXT    NOT NULL,
            digest          BLOB,
            pid             INTEGER NOT NULL,
            process_started INTEGER NOT NULL,
            boot            TEXT    NOT NULL,
            log             TEXT    NOT NULL,
            began_at        INTEGER NOT NULL,
            phase           TEXT    NOT NULL,
            total           INTEGER,
            done            INTEGER NOT NULL DEFAULT 0,
            ended_at        INTEGER,
            outcome         TEXT,
            reason          TEXT
        ) STRICT;
        CREATE INDEX transfers_open ON transfers (id) WHERE ended_at IS NULL;

        CREATE TABLE uploads (
            registry   TEXT    NOT NULL,
            repository TEXT    NOT NULL,
            digest     BLOB    NOT NULL,
            location   TEXT    NOT NULL,
            sent       INTEGER NOT NULL CHECK (sent >= 0),
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (registry, repository, digest)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE places (
            digest     BLOB    NOT NULL,
            registry   TEXT    NOT NULL,
            repository TEXT    NOT NULL,
            seen_at    INTEGER NOT NULL,
            PRIMARY KEY (digest, registry, repository)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX places_by_age ON places (seen_at);

        CREATE TABLE resolutions (
            name     TEXT    NOT NULL PRIMARY KEY,
            digest   BLOB    NOT NULL,
            asked_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    private static let results = """
        CREATE TABLE results (
            key         BLOB    NOT NULL,
            platform    TEXT    NOT NULL,
            place       INTEGER NOT NULL CHECK (place >= 0),
            layers      INTEGER NOT NULL CHECK (layers > place),
            diff_id     BLOB    NOT NULL REFERENCES layers (diff_id) ON DELETE CASCADE,
            scope       TEXT    NOT NULL,
            created_at  INTEGER,
            title       TEXT,
            ingredients BLOB,
            PRIMARY KEY (key, platform, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX results_by_layer ON results (diff_id);
        """
}
