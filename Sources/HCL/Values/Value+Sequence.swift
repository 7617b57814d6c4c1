extension Value {
    /// What is in a list, set or tuple; nil for anything else.
    var sequence: Elements? {
        switch self {
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements
        case .null, .string, .number, .bool, .map, .object: nil
        }
    }
}
