internal import Numbers

extension Value {
    /// The most that a value may weigh, and the most bytes that a string may have. More is no build's configuration, and
    /// would take the machine's memory.
    package static let weightLimit = 64 << 20
    /// So deep values may be nested.
    package static let depthLimit = 200

    /// What a value weighs by itself, and a collection besides its parts. In memory it is three or four times that, as
    /// are several of the limit at once; so all of it stays within a gigabyte.
    static let ownWeight = 16

    /// How much is in the value, and would be in a text that spells it out. What grows beyond a limit is refused
    /// (`Evaluator.limited`), so a small file cannot ask for more than there is memory: `[x, x]` forty times over shares
    /// its parts, and still has 2^40 of them; `1e30000` has 30,000 digits.
    package var weight: Int {
        switch self {
        case .null, .bool: Self.ownWeight
        case .number(let number): Self.ownWeight + number.digitLimit
        case .string(let text): Self.ownWeight + text.utf8.count
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
