/// Why a pattern cannot be used.
package enum PatternFault: Error, Equatable, Sendable {
    /// What is wrong, and the part of the pattern that is.
    case syntax(Mistake, part: String)
    /// Takes more memory than a pattern may.
    case tooLarge
    case tooManyMatches
    /// Would take longer on the text than anybody waits.
    case tooSlow
    /// What a replacement makes of the text is longer than was allowed.
    case tooLong

    package enum Mistake: Int32, Sendable {
        // As RE2 numbers them.
        case escape = 2
        case characterClass
        case characterRange
        case missingBracket
        case missingParenthesis
        case unexpectedParenthesis
        case trailingBackslash
        case repeatArgument
        case repeatCount
        case repeatOperator
        case group
        case encoding
        case groupName
    }

    init(code: Int32, part: String) {
        self = Mistake(rawValue: code).map { .syntax($0, part: part) } ?? .tooLarge
    }
}

extension PatternFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .syntax(let mistake, let part) where part.isEmpty: mistake.words
        case .syntax(let mistake, let part): "\(mistake.words): \(part)"
        case .tooLarge: "the pattern is too large"
        case .tooManyMatches: "the pattern matches too often"
        case .tooSlow: "the pattern takes too long on this text"
        case .tooLong: "the result is too long"
        }
    }
}

extension PatternFault.Mistake {
    fileprivate var words: String {
        switch self {
        case .escape: "there is no such escape"
        case .characterClass: "there is no such character class"
        case .characterRange: "there is no such range or class of characters"
        case .missingBracket: "a \"]\" is missing"
        case .missingParenthesis: "a \")\" is missing"
        case .unexpectedParenthesis: "there is a \")\" too many"
        case .trailingBackslash: "nothing follows the \"\\\" at the end"
        case .repeatArgument: "there is nothing to repeat"
        case .repeatCount: "it cannot be repeated that often"
        case .repeatOperator: "what is repeated cannot be repeated again"
        case .group: "there is no such kind of group"
        case .encoding: "the pattern is not UTF-8"
        case .groupName: "a group cannot have this name"
        }
    }
}
