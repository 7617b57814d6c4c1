/// Why a value cannot be converted to a type.
package struct ConversionFault: Error, Equatable, Sendable {
    /// A step from the value to the part of it that is at fault.
    package enum Step: Equatable, Sendable {
        case attribute(String)
        case key(String)
        case index(Int)
    }

    package enum Reason: Equatable, Sendable {
        /// There is no way from the one to the other. What was found is a type with its article, or `null`.
        case mismatch(expected: ValueType, found: String)
        case notANumber
        /// The spelling that was meant, where it can be told.
        case notABool(meant: String?)
        case missing([String])
        case unexpected(String)
        case count(expected: Int, found: Int)
        /// The elements of a list, set or map have no type in common.
        case unequalElements(of: ValueType)
    }

    package let path: [Step]
    package let reason: Reason

    package init(_ reason: Reason, at path: [Step] = []) {
        self.path = path
        self.reason = reason
    }

    /// The fault as it is seen from one step further out.
    func below(_ step: Step) -> ConversionFault {
        ConversionFault(reason, at: [step] + path)
    }
}

extension ConversionFault: CustomStringConvertible {
    /// `expected a number, found a list of string`, `["ports"][0]: this string is not a number`.
    package var description: String {
        path.isEmpty ? "\(reason)" : path.map(\.description).joined() + ": \(reason)"
    }
}

extension ConversionFault.Step: CustomStringConvertible {
    package var description: String {
        switch self {
        case .attribute(let name): ".\(name)"
        case .key(let key): "[\"\(key)\"]"
        case .index(let index): "[\(index)]"
        }
    }
}

extension ConversionFault.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .mismatch(let expected, let found): return "expected \(expected.withArticle), found \(found)"
        case .notANumber: return "expected a number, and this string is none"
        case .notABool(let meant?): return "expected a bool; in a string that is \"\(meant)\", in lower case"
        case .notABool(nil): return "expected a bool, and this string is none"
        case .missing(let names):
            let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
            return names.count == 1 ? "attribute \(list) is missing" : "attributes \(list) are missing"
        case .unexpected(let name): return "there is no attribute \"\(name)\" in this type"
        case .count(let expected, let found): return "expected a tuple of \(expected) elements, found \(found)"
        case .unequalElements(.list): return "all elements of a list must have the same type"
        case .unequalElements(.set): return "all elements of a set must have the same type"
        case .unequalElements: return "all elements of a map must have the same type"
        }
    }
}
