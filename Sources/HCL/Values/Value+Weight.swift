extension Value {
    /// The most that a value may weigh. More is no build's configuration, and would take the machine's memory.
    package static let weightLimit = 64 << 20
    /// So deep values may be nested.
    package static let depthLimit = 200

    /// How much is in the value: a byte of a string, or an element, counts as one. What grows beyond a limit is refused
    /// (`Scope`), so a small file cannot ask for more than there is memory: `[x, x]` forty times over shares its parts,
    /// and still has 2^40 of them.
    package var weight: Int {
        switch self {
        case .null, .number, .bool: 1
        case .string(let text): text.utf8.count + 1
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements.weight
        case .map(let members, _), .object(let members): members.weight
        }
    }

    /// How many values stand inside each other. What walks a value may recurse as deep.
    package var depth: Int {
        switch self {
        case .null, .number, .bool, .string: 0
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements.depth
        case .map(let members, _), .object(let members): members.depth
        }
    }
}

extension Int {
    /// The sum, or the greatest number there is.
    func saturatingSum(_ other: Int) -> Int {
        let (sum, isBeyond) = addingReportingOverflow(other)
        return isBeyond ? .max : sum
    }
}
