/// A JSON text as it is written, before it is known what it stands for: a number may yet be wanted as a string.
indirect enum JSONTree: Sendable {
    case null
    case bool(Bool)
    /// As it was spelled.
    case number(String)
    case string(String)
    case array([JSONTree])
    case object([Member])

    struct Member: Sendable {
        let name: String
        let value: JSONTree
    }

    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a bool"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Why a JSON text is no value, or not one of the type that was wanted.
package enum JSONFault: Error, Equatable, Sendable {
    /// Not JSON: what was expected, and the byte it was expected at.
    case syntax(expected: String, offset: Int)
    case tooDeep(limit: Int)
    /// A name that an object has twice, with values of different types.
    case repeated(String)
    case conversion(ConversionFault)
    /// Where any type will do the value must say which it has.
    case untyped
}

extension JSONFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .syntax(let expected, let offset): "not valid JSON: expected \(expected) at byte \(offset + 1)"
        case .tooDeep(let limit): "the JSON is nested more than \(limit) deep"
        case .repeated(let name): "the JSON object has \"\(name)\" twice, with different types"
        case .conversion(let fault): "\(fault)"
        case .untyped: "where any type will do, write {\"type\": …, \"value\": …}"
        }
    }
}
