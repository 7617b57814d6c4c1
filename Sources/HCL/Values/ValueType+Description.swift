extension ValueType: CustomStringConvertible {
    /// `string`, `list of string`, `map of any`.
    package var description: String {
        switch self {
        case .any: "any"
        case .string: "string"
        case .number: "number"
        case .bool: "bool"
        case .list(let element): "list of \(element)"
        case .set(let element): "set of \(element)"
        case .map(let element): "map of \(element)"
        case .tuple: "tuple"
        case .object: "object"
        }
    }

    /// `a string`, `an object`, `any value`.
    package var withArticle: String {
        switch self {
        case .any: "any value"
        case .object: "an \(self)"
        case .string, .number, .bool, .list, .set, .map, .tuple: "a \(self)"
        }
    }
}
