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

    /// As a rule for types, of which `any` stands for one that is left open: `list of any single type`.
    package var asConstraint: String {
        switch self {
        case .any: "any type"
        case .list(let element): "list of \(element.insideConstraint)"
        case .set(let element): "set of \(element.insideConstraint)"
        case .map(let element): "map of \(element.insideConstraint)"
        case .string, .number, .bool, .tuple, .object: description
        }
    }

    private var insideConstraint: String {
        self == .any ? "any single type" : asConstraint
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
