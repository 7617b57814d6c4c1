internal import ContentStore
internal import Values

extension Blob {
    /// The blob for programs: sizes in bytes, times in RFC 3339.
    func json(references: [String]) -> JSON {
        [
            "digest": .string(digest.description),
            "size": .integer(size),
            "stored": .integer(stored),
            "disk": .integer(disk),
            "encoding": .string(encoding == .zstd ? "zstd" : "plain"),
            "cost": cost.map(JSON.number) ?? .null,
            "created": .string(created.description),
            "used": .string(used.description),
            "holds": .integer(Int64(holds)),
            "references": .array(references.map(JSON.string)),
        ]
    }
}
