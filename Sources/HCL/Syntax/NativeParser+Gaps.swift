internal import Values

/// What to say when something else stands here than must.
extension NativeParser {
    static let value = "a value"

    mutating func refuse(expected wanted: String) -> Refusal {
        let token = peek()
        switch token.kind {
        case .unknown: reportUnknown(token)
        case .unclosedComment: report(.unclosedComment, at: place(token))
        case .newline:
            report(
                .expectedOnLine(wanted, goesOn: wanted == Self.value && text[position - 1] != Byte.equals),
                at: text.place(position, position))
        case .less where text[token.start + 1] == Byte.less:
            report(.heredocMarker, at: text.place(token.start, token.start + 2))
            return refusal(resumes: scanner.endOfHeredocLike(at: token.start))
        default: report(.expected(wanted, found: describe(token)), at: place(token))
        }
        breakOff(at: token)
        return refusal()
    }

    /// Takes what closes `opener`, which must come now.
    mutating func close(_ kind: Token.Kind, _ opener: SyntaxFault.Opener) throws(Refusal) -> Token {
        let token = peek()
        if token.kind == kind { return take() }
        throw refuse(unclosed: opener, by: kind.spelling ?? "}")
    }

    mutating func refuse(unclosed opener: SyntaxFault.Opener, by closer: String) -> Refusal {
        let token = peek()
        if token.kind == .unknown || token.kind == .unclosedComment { return refuse(expected: "`\(closer)`") }
        let range = token.kind == .newline ? text.place(position, position) : place(token)
        report(.unclosed(opener, closer: closer, found: describe(token)), at: range)
        breakOff(at: token)
        return refusal(resumes: beginsItem(token) ? token.start : nil)
    }

    private mutating func breakOff(at token: Token) {
        if token.kind == .end || token.kind == .unclosedComment { hasBrokenOff = true }
    }

    func describe(_ token: Token) -> String {
        switch token.kind {
        case .end: "the end of the \(text.range.count == text.file.bytes.count ? "file" : "text")"
        case .newline: "the end of the line"
        case .quote: "a string"
        case .heredoc, .flushHeredoc: "a text"
        default: "`\(string(token))`"
        }
    }

    private mutating func reportUnknown(_ token: Token) {
        guard let scalar = text.scalar(at: token.start)?.scalar else {
            return report(.notUnicode, at: place(token))
        }
        report(Self.fault(of: scalar), at: place(token))
    }

    private static func fault(of scalar: Unicode.Scalar) -> SyntaxFault {
        switch scalar {
        case "'": .quotes("single quotes")
        case "`": .quotes("backticks")
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\u{AB}", "\u{BB}": .quotes("curly quotes")
        case "&": .bitwise("&", meant: "&&")
        case "|": .bitwise("|", meant: "||")
        case "~": .bitwise("~", meant: "!")
        case "^": .bitwise("^", meant: nil)
        case ";": .semicolon
        default: .unknownCharacter(scalar)
        }
    }
}
