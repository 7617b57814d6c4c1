internal import Host
internal import SQLite
internal import Values

/// What an index that is damaged still shows of what no file tells.
struct Salvage {
    private(set) var references: [Reference] = []
    private var parts: [(whole: Digest, part: Digest)] = []
    private var layers: [(layer: StoredLayer, noted: Timestamp)] = []
    private var records: [StepRecord] = []

    /// Damage may show at any point, and older ones lack some tables; whatever was readable until then is what there is.
    init(_ index: Path) {
        guard let connection = try? Connection(index, .readOnly) else { return }
        try? connection.eachReference { references.append($0) }
        try? connection.eachPart { parts.append(($0, $1)) }
        try? connection.eachLayer { layers.append(($0, $1)) }
        try? connection.eachRecord { records.append($0) }
    }

    /// What is about blobs that are there.
    func holding(_ isThere: (Digest) -> Bool) -> Salvage {
        var rest = self
        rest.references = references.filter { isThere($0.digest) }
        rest.parts = parts.filter { $0.whole != $0.part && isThere($0.whole) && isThere($0.part) }
        rest.layers = layers.filter {
            $0.layer.size >= 0 && $0.layer.diffID != $0.layer.tree && isThere($0.layer.diffID) && isThere($0.layer.tree)
        }
        let known = Set(rest.layers.map(\.layer.diffID))
        rest.records = records.filter { known.contains($0.layer.diffID) }
        return rest
    }

    func insert(into connection: borrowing Connection) throws {
        for reference in references {
            try connection.setReference(reference.name, to: reference.digest, at: reference.created)
        }
        for (whole, part) in parts { try connection.insertPart(part, of: whole) }
        for (layer, noted) in layers { try connection.insert(layer, at: noted) }
        for record in records { try connection.insert(record) }
    }
}
