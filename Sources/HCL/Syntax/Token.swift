/// The smallest piece of the native syntax that means something.
struct Token {
    enum Kind: UInt8 {
        case end, newline
        case identifier, number
        case quote, heredoc, flushHeredoc
        case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
        /// `~}`.
        case closeAndTrim
        case comma, dot, ellipsis, colon, doubleColon, question, assign, arrow
        case plus, minus, star, slash, percent, not
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, and, or
        /// A comment that does not end.
        case unclosedComment
        /// No token begins with this character, or it is none.
        case unknown
    }

    let kind: Kind
    let start: Int
    let end: Int
}

extension Token.Kind {
    /// What is written, where that is always the same.
    var spelling: String? {
        switch self {
        case .openParenthesis: "("
        case .closeParenthesis: ")"
        case .openBracket: "["
        case .closeBracket: "]"
        case .openBrace: "{"
        case .closeBrace: "}"
        case .comma: ","
        case .assign: "="
        case .colon: ":"
        default: nil
        }
    }

    var beginsValue: Bool {
        switch self {
        case .identifier, .number, .quote, .heredoc, .flushHeredoc, .openParenthesis, .openBracket, .openBrace: true
        default: false
        }
    }

    /// The operator, and how tightly it binds.
    var binaryOperator: (operator: BinaryOperator, precedence: Int)? {
        switch self {
        case .or: (.or, 1)
        case .and: (.and, 2)
        case .equal: (.equal, 3)
        case .notEqual: (.notEqual, 3)
        case .less: (.less, 4)
        case .lessOrEqual: (.lessOrEqual, 4)
        case .greater: (.greater, 4)
        case .greaterOrEqual: (.greaterOrEqual, 4)
        case .plus: (.add, 5)
        case .minus: (.subtract, 5)
        case .star: (.multiply, 6)
        case .slash: (.divide, 6)
        case .percent: (.remainder, 6)
        default: nil
        }
    }
}
