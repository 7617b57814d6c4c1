internal import HCL
internal import Values

/// Why a text from outside is no value of a variable.
enum OverrideFault: Error {
    case notFlag(String)
    case notNumber(String)
    case notList(String)
    case notPair(String)
    case notJSON(String)
    case count(expected: Int, found: Int)
    /// The type cannot be written as comma-separated values.
    case needsJSON(ValueType)
}

extension OverrideFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .notFlag(let text): "\"\(text)\" is neither true nor false"
        case .notNumber(let text): "\"\(text)\" is no number"
        case .notList(let text): "\"\(text)\" is no list of comma-separated values"
        case .notPair(let text): "\"\(text)\" is no pair of the form key:value"
        case .notJSON(let reason): "the JSON does not fit: \(reason)"
        case .count(let expected, let found): "\(Quantity(expected, "value")) wanted, \(found) given"
        case .needsJSON(let type): "\(type) cannot be written as plain text"
        }
    }
}
