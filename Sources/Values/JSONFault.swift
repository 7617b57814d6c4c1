/// Why a text is no JSON. Offsets are in bytes.
package enum JSONFault: Error, Equatable, Sendable {
    case expected(Expectation, offset: Int)
    /// A byte below 0x20 that must be written as an escape.
    case controlCharacter(UInt8, offset: Int)
    case notUTF8(offset: Int)
    /// A number beyond what can be counted with.
    case numberTooLarge(offset: Int)
    case tooDeep(limit: Int, offset: Int)
    case tooLarge(limit: Int)

    package enum Expectation: String, Sendable {
        case value = "a value"
        case name = "a name in quotes"
        case colon = "\":\""
        case commaOrBracket = "\",\" or \"]\""
        case commaOrBrace = "\",\" or \"}\""
        case digit = "a digit"
        case escape = "an escape such as \\n or \\u00e9"
        case quote = "the end of the string"
        case end = "the end of the text"
    }

    /// Where it is; nil for a fault of the whole.
    package var offset: Int? {
        switch self {
        case .expected(_, let offset), .controlCharacter(_, let offset), .notUTF8(let offset),
            .numberTooLarge(let offset), .tooDeep(_, let offset):
            offset
        case .tooLarge: nil
        }
    }
}

extension JSONFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .expected(let what, let offset): "expected \(what.rawValue) at byte \(offset)"
        case .controlCharacter(let byte, let offset):
            "the control character 0x\(Hex.encode([byte])) stands in a string at byte \(offset)"
        case .notUTF8(let offset): "byte \(offset) is not UTF-8"
        case .numberTooLarge(let offset): "the number at byte \(offset) is too large"
        case .tooDeep(let limit, let offset): "more than \(limit) brackets are open at byte \(offset)"
        case .tooLarge(let limit): "it is larger than \(ByteCount(limit))"
        }
    }
}
