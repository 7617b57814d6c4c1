internal import SQLite
package import Values

// What targets came to whose keys are promises.
extension Store {
    /// What is known under a key, for each platform; none of which a layer is gone.
    package func targets(for key: Digest) throws -> [TargetRecord] {
        try index.read { try $0.targets(key) }.filter { record in
            try areTrusted(record.layers.flatMap { [$0.layer.diffID, $0.layer.tree] })
        }
    }

    /// Keeps what targets came to, in the place of what is there under the same key for the same platform. Throws `absent` where a
    /// layer is not known. What has no layers is passed over.
    package func keep(_ targets: [TargetRecord]) throws {
        let layers = Set(targets.flatMap { $0.layers.map(\.layer.diffID) })
        try noting(layers) { connection in
            for layer in layers where try connection.layer(layer) == nil { throw StoreError.absent(layer) }
            for target in targets { try connection.insert(target) }
        }
    }
}

extension Connection {
    fileprivate func insert(_ target: TargetRecord) throws(SQLiteError) {
        try run("DELETE FROM results WHERE key = ? AND platform = ?", target.key.key, .text(target.platform))
        for (place, layer) in target.layers.enumerated() {
            try run(
                """
                INSERT INTO results (key, platform, place, layers, diff_id, scope, created_at, title, ingredients)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                target.key.key, .text(target.platform), .integer(Int64(place)), .integer(Int64(target.layers.count)),
                layer.layer.diffID.key, .text(target.scope), layer.step.map(\.created.binding) ?? .null,
                layer.step.map { .text($0.title) } ?? .null, layer.step.map { .blob($0.ingredients) } ?? .null)
        }
    }

    fileprivate func targets(_ key: Digest) throws(SQLiteError) -> [TargetRecord] {
        var targets: [TargetRecord] = []
        var counts: [Int64] = []
        try each(
            """
            SELECT platform, results.layers, scope, results.created_at, title, ingredients, \(Self.layerColumns)
            FROM results JOIN layers USING (diff_id) WHERE key = ? ORDER BY platform, place
            """, key.key
        ) { row in
            guard let layer = StoredLayer(row, at: 6) else { return true }
            if targets.last?.platform != row.text(0) {
                targets.append(TargetRecord(key: key, platform: row.text(0), scope: row.text(2), layers: []))
                counts.append(row.integer(1))
            }
            let step =
                row.isNull(3)
                ? nil
                : TargetRecord.Step(
                    created: Timestamp(microseconds: row.integer(3)), title: row.text(4), ingredients: row.blob(5))
            targets[targets.count - 1].layers.append(TargetRecord.Layer(layer: layer, step: step))
            return true
        }
        return zip(targets, counts).filter { Int64($0.layers.count) == $1 }.map(\.0)
    }
}
