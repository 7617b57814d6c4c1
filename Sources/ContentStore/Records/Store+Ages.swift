internal import SQLite
package import Values

extension Store {
    /// When a layer first came about, as far as records tell.
    package func created(of layer: StoredLayer) throws -> Timestamp? {
        try index.read { try $0.firstRecord(of: layer.diffID) }
    }
}

extension Connection {
    fileprivate func firstRecord(of layer: Digest) throws -> Timestamp? {
        let first = try row("SELECT min(created_at) FROM records WHERE diff_id = ?", layer.key) {
            $0.isNull(0) ? nil : $0.integer(0)
        }
        return (first ?? nil).map { Timestamp(microseconds: $0) }
    }
}
