internal import Host
internal import SQLite
internal import Values

// Statements about transfers, and about what registries have.
extension Connection {
    func insertTransfer(
        _ kind: Transfer.Kind, _ image: String, _ digest: Digest?, _ process: ProcessIdentity, boot: String, logs: Path,
        at now: Timestamp
    ) throws(SQLiteError) -> Transfer {
        let last = try row("SELECT max(id) FROM transfers") { $0.isNull(0) ? 0 : $0.integer(0) } ?? 0
        let transfer = Transfer(
            id: last + 1, kind: kind, image: image, digest: digest, process: process, began: now, phase: .moving,
            total: nil, done: 0, log: logs / Path("transfer-\(last + 1).log"))
        try run(
            """
            INSERT INTO transfers (id, kind, image, digest, pid, process_started, boot, log, began_at, phase)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(transfer.id), .integer(kind.rawValue), .text(image), digest?.key ?? .null,
            .integer(Int64(process.id)), .integer(process.started), .text(boot), .text(transfer.log.word), now.binding,
            .text(transfer.phase.rawValue))
        return transfer
    }

    func update(_ transfer: Transfer) throws(SQLiteError) {
        try run(
            "UPDATE transfers SET phase = ?, total = ?, done = ? WHERE id = ?", .text(transfer.phase.rawValue),
            transfer.total.map { .integer($0) } ?? .null, .integer(transfer.done), .integer(transfer.id))
    }

    func endTransfer(
        _ transfer: Transfer, _ outcome: Transfer.Outcome, _ reason: String?, at now: Timestamp
    ) throws(SQLiteError) {
        try run(
            """
            UPDATE transfers SET phase = ?, total = ?, done = ?, ended_at = ?, outcome = ?, reason = ?
            WHERE id = ? AND ended_at IS NULL
            """, .text(transfer.phase.rawValue), transfer.total.map { .integer($0) } ?? .null,
            .integer(transfer.done), now.binding, .text(outcome.rawValue), reason.map { .text($0) } ?? .null,
            .integer(transfer.id))
    }

    func openTransfers() throws(SQLiteError) -> [(transfer: Transfer, boot: String)] {
        try rows("SELECT \(Self.transferColumns), boot FROM transfers WHERE ended_at IS NULL ORDER BY id") { row in
            Transfer(row).map { (transfer: $0, boot: row.text(14)) }
        }.compactMap(\.self)
    }

    func transfers(atMost count: Int) throws(SQLiteError) -> [Transfer] {
        try rows(
            "SELECT \(Self.transferColumns) FROM transfers ORDER BY id DESC LIMIT ?", .integer(Int64(count)),
            read: { Transfer($0) }
        ).compactMap(\.self)
    }

    func transfer(_ id: Int64) throws(SQLiteError) -> Transfer? {
        try row("SELECT \(Self.transferColumns) FROM transfers WHERE id = ?", .integer(id)) { Transfer($0) } ?? nil
    }

    func trimTransfers(keeping count: Int) throws(SQLiteError) {
        try run(
            """
            DELETE FROM transfers WHERE ended_at IS NOT NULL
                AND id IN (SELECT id FROM transfers ORDER BY id DESC LIMIT -1 OFFSET ?)
            """, .integer(Int64(count)))
    }

    private static var transferColumns: String {
        "id, kind, image, digest, pid, process_started, began_at, phase, total, done, ended_at, outcome, reason, log"
    }

    // MARK: - What registries have

    func upload(to place: BlobPlace) throws(SQLiteError) -> (location: String, offset: Int64)? {
        try row(
            "SELECT location, sent FROM uploads WHERE registry = ? AND repository = ? AND digest = ?",
            .text(place.registry), .text(place.repository), place.digest.key
        ) { (location: $0.text(0), offset: $0.integer(1)) }
    }

    func insertUpload(
        to place: BlobPlace, _ location: String, _ offset: Int64, at now: Timestamp
    ) throws(SQLiteError) {
        try run(
            """
            INSERT INTO uploads (registry, repository, digest, location, sent, updated_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (registry, repository, digest) DO UPDATE SET
                location = excluded.location, sent = excluded.sent, updated_at = excluded.updated_at
            """, .text(place.registry), .text(place.repository), place.digest.key, .text(location), .integer(offset),
            now.binding)
    }

    func deleteUpload(to place: BlobPlace) throws(SQLiteError) {
        try run(
            "DELETE FROM uploads WHERE registry = ? AND repository = ? AND digest = ?", .text(place.registry),
            .text(place.repository), place.digest.key)
    }

    func deleteUploads(before moment: Timestamp) throws(SQLiteError) {
        try run("DELETE FROM uploads WHERE updated_at < ?", moment.binding)
    }

    func insertPlace(_ place: BlobPlace, at now: Timestamp) throws(SQLiteError) {
        try run(
            """
            INSERT INTO places (digest, registry, repository, seen_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (digest, registry, repository) DO UPDATE SET seen_at = excluded.seen_at
            """, place.digest.key, .text(place.registry), .text(place.repository), now.binding)
    }

    func repositories(of registry: String, with digest: Digest) throws(SQLiteError) -> [String] {
        try rows(
            "SELECT repository FROM places WHERE digest = ? AND registry = ? ORDER BY seen_at DESC, repository",
            digest.key, .text(registry)
        ) { $0.text(0) }
    }

    func places(of digest: Digest) throws(SQLiteError) -> [BlobPlace] {
        try rows(
            "SELECT registry, repository FROM places WHERE digest = ? ORDER BY seen_at DESC, registry, repository",
            digest.key
        ) { BlobPlace(registry: $0.text(0), repository: $0.text(1), digest: digest) }
    }

    func deletePlace(_ place: BlobPlace) throws(SQLiteError) {
        try run(
            "DELETE FROM places WHERE digest = ? AND registry = ? AND repository = ?", place.digest.key,
            .text(place.registry), .text(place.repository))
    }

    func trimPlaces(keeping count: Int) throws(SQLiteError) {
        try run(
            """
            DELETE FROM places WHERE seen_at <
                (SELECT seen_at FROM places ORDER BY seen_at DESC LIMIT 1 OFFSET ?)
            """, .integer(Int64(count)))
    }

    func resolution(of name: String) throws(SQLiteError) -> (digest: Digest, asked: Timestamp)? {
        try row("SELECT digest, asked_at FROM resolutions WHERE name = ?", .text(name)) { row in
            Digest(key: row.blob(0)).map { (digest: $0, asked: Timestamp(microseconds: row.integer(1))) }
        } ?? nil
    }

    func insertResolution(of name: String, _ digest: Digest, at now: Timestamp) throws(SQLiteError) {
        try run(
            """
            INSERT INTO resolutions (name, digest, asked_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, asked_at = excluded.asked_at
            """, .text(name), digest.key, now.binding)
    }
}

extension Transfer {
    /// Nil for a row that no version of the store wrote.
    fileprivate init?(_ row: borrowing Row) {
        guard let kind = Kind(rawValue: row.integer(1)), let phase = Phase(rawValue: row.text(7)) else { return nil }
        self.init(
            id: row.integer(0), kind: kind, image: row.text(2), digest: row.isNull(3) ? nil : Digest(key: row.blob(3)),
            process: ProcessIdentity(id: Int32(clamping: row.integer(4)), started: row.integer(5)),
            began: Timestamp(microseconds: row.integer(6)), phase: phase,
            total: row.isNull(8) ? nil : row.integer(8), done: row.integer(9),
            ended: row.isNull(10) ? nil : Timestamp(microseconds: row.integer(10)),
            outcome: row.isNull(11) ? nil : Outcome(rawValue: row.text(11)),
            reason: row.isNull(12) ? nil : row.text(12), log: Path(word: row.text(13)))
    }
}
