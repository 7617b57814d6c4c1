/// Finds the tokens of a text, each by where it begins. It remembers nothing: what stands in a string is none of its
/// business, as the parser knows when one begins and where it ended.
struct Scanner {
    let text: SourceText

    init(_ text: SourceText) {
        self.text = text
    }

    /// The first token from `offset` on, past blanks and comments.
    func token(from offset: Int) -> Token {
        var start = offset
        while true {
            switch text[start] {
            case Byte.space, Byte.tab: start += 1
            case Byte.hash: start = endOfLine(from: start)
            case Byte.slash where text[start + 1] == Byte.slash: start = endOfLine(from: start)
            case Byte.slash where text[start + 1] == Byte.star:
                guard let end = endOfComment(from: start + 2) else {
                    return Token(kind: .unclosedComment, start: start, end: start + 2)
                }
                start = end
            default: return token(at: start)
            }
        }
    }

    private func token(at start: Int) -> Token {
        if text.isAtEnd(start) { return Token(kind: .end, start: start, end: start) }
        let byte = text[start]
        if Byte.isLetter(byte) || byte >= 0x80 {
            let end = endOfIdentifier(from: start)
            if end > start { return Token(kind: .identifier, start: start, end: end) }
        } else if Byte.isDigit(byte) {
            return Token(kind: .number, start: start, end: endOfNumber(from: start))
        } else if let heredoc = heredoc(at: start) {
            return heredoc
        } else if let (kind, length) = sign(at: start) {
            return Token(kind: kind, start: start, end: start + length)
        }
        return Token(kind: .unknown, start: start, end: start + (text.scalar(at: start)?.length ?? 1))
    }

    private func sign(at start: Int) -> (Token.Kind, length: Int)? {
        let next = text[start + 1]
        switch text[start] {
        case Byte.newline: return (.newline, 1)
        case Byte.carriageReturn: return next == Byte.newline ? (.newline, 2) : nil
        case Byte.quote: return (.quote, 1)
        case UInt8(ascii: "("): return (.openParenthesis, 1)
        case UInt8(ascii: ")"): return (.closeParenthesis, 1)
        case UInt8(ascii: "["): return (.openBracket, 1)
        case UInt8(ascii: "]"): return (.closeBracket, 1)
        case Byte.openBrace: return (.openBrace, 1)
        case Byte.closeBrace: return (.closeBrace, 1)
        case Byte.tilde: return next == Byte.closeBrace ? (.closeAndTrim, 2) : nil
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: "."): return next == Byte.dot && text[start + 2] == Byte.dot ? (.ellipsis, 3) : (.dot, 1)
        case UInt8(ascii: ":"): return next == UInt8(ascii: ":") ? (.doubleColon, 2) : (.colon, 1)
        case UInt8(ascii: "?"): return (.question, 1)
        case Byte.dollar: return nil
        default: return operatorSign(at: start, next: next)
        }
    }

    private func operatorSign(at start: Int, next: UInt8) -> (Token.Kind, length: Int)? {
        let isDoubled = next == text[start]
        let meetsEquals = next == Byte.equals
        switch text[start] {
        case Byte.equals:
            return meetsEquals ? (.equal, 2) : next == UInt8(ascii: ">") ? (.arrow, 2) : (.assign, 1)
        case UInt8(ascii: "!"): return meetsEquals ? (.notEqual, 2) : (.not, 1)
        case Byte.less: return meetsEquals ? (.lessOrEqual, 2) : (.less, 1)
        case UInt8(ascii: ">"): return meetsEquals ? (.greaterOrEqual, 2) : (.greater, 1)
        case UInt8(ascii: "&"): return isDoubled ? (.and, 2) : nil
        case UInt8(ascii: "|"): return isDoubled ? (.or, 2) : nil
        case UInt8(ascii: "+"): return (.plus, 1)
        case Byte.minus: return (.minus, 1)
        case Byte.star: return (.star, 1)
        case Byte.slash: return (.slash, 1)
        case Byte.percent: return (.percent, 1)
        default: return nil
        }
    }

    /// `<<EOT` and its newline.
    private func heredoc(at start: Int) -> Token? {
        guard text[start] == Byte.less, text[start + 1] == Byte.less else { return nil }
        let isFlush = text[start + 2] == Byte.minus
        let marker = start + (isFlush ? 3 : 2)
        let end = endOfIdentifier(from: marker)
        guard end > marker, let newline = lengthOfNewline(at: end) else { return nil }
        return Token(kind: isFlush ? .flushHeredoc : .heredoc, start: start, end: end + newline)
    }
}
