internal import SQLite

extension Connection {
    /// The numbers that triggers keep, counted again: what is wrong with them, in words.
    func wrongSums() throws(SQLiteError) -> [String] {
        var complaints: [String] = []
        for (name, condition) in Self.sums {
            let isRight = try row("SELECT \(condition)") { $0.integer(0) == 1 } ?? false
            if !isRight { complaints.append("the \(name) do not add up") }
        }
        let tables = Set(try rows("PRAGMA foreign_key_check") { $0.text(0) })
        return complaints + tables.sorted().map { "a row of \($0) refers to nothing" }
    }

    /// What must be true, as an expression over all tables.
    private static var sums: [(name: String, condition: String)] {
        [
            (
                "totals of the blobs",
                """
                (SELECT blobs, size, stored, disk FROM totals) = (
                    SELECT count(*), coalesce(sum(size), 0), coalesce(sum(stored), 0), coalesce(sum(disk), 0) FROM blobs)
                """
            ),
            ("totals of the shards", "(SELECT shards FROM totals) = (SELECT coalesce(sum(disk), 0) FROM shards)"),
            (
                "totals of what is reserved",
                "(SELECT reserved FROM totals) = (SELECT coalesce(sum(reserved), 0) FROM sessions)"
            ),
            (
                "holds on blobs",
                """
                NOT EXISTS (SELECT 1 FROM blobs WHERE holds <>
                    (SELECT count(*) FROM refs WHERE refs.digest = blobs.digest)
                    + (SELECT count(*) FROM leased WHERE leased.digest = blobs.digest)
                    + (SELECT count(*) FROM parts WHERE parts.part = blobs.digest)
                    + (SELECT count(*) FROM layers WHERE layers.tree = blobs.digest))
                """
            ),
            (
                "totals of the directories",
                "(SELECT directories FROM totals) = (SELECT coalesce(sum(disk), 0) FROM directories)"
            ),
            (
                "wholes of parts",
                "NOT EXISTS (SELECT 1 FROM parts JOIN blobs ON digest IN (whole, part) WHERE leaving = 1)"
            ),
            (
                "blobs of layers",
                "NOT EXISTS (SELECT 1 FROM layers JOIN blobs ON digest IN (diff_id, tree) WHERE leaving = 1)"
            ),
        ]
    }
}
