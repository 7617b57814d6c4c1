internal import Values

/// Where to go on after something that made no sense.
extension NativeParser {
    func beginsLine(_ token: Token) -> Bool {
        var start = token.start
        while start > text.range.lowerBound, text[start - 1] == Byte.space || text[start - 1] == Byte.tab { start -= 1 }
        return start == text.range.lowerBound || text[start - 1] == Byte.newline
    }

    /// How far the line that holds the token is indented.
    func indentation(_ token: Token) -> Int {
        var start = token.start
        while start > text.range.lowerBound, text[start - 1] != Byte.newline { start -= 1 }
        var end = start
        while text[end] == Byte.space || text[end] == Byte.tab { end += 1 }
        return end - start
    }

    /// Whether an identifier is the name of an attribute, or begins a block.
    func followsItem(_ token: Token) -> Bool {
        guard token.kind == .identifier else { return false }
        switch scanner.token(from: token.end).kind {
        case .assign, .openBrace, .quote: return true
        default: return false
        }
    }

    func beginsItem(_ token: Token) -> Bool {
        beginsLine(token) && followsItem(token)
    }

    /// Whether what comes next makes sense by itself, and is not the rest of what did not.
    private mutating func startsAfresh() -> Bool {
        let token = peek()
        switch token.kind {
        case .end, .closeBrace: return true
        case .identifier: return followsItem(token) || scanner.token(from: token.end).kind == .identifier
        default: return false
        }
    }

    /// Goes to the end of the attribute or block that begins with `first`: to the line break, or the brace of the block
    /// around it, at which nothing is open any more; or to a line, indented no deeper, in which something else begins, as
    /// then what is missing is a bracket.
    mutating func recover(from first: Token, _ refusal: Refusal) {
        _ = newlines(ignored: false)
        if hasBrokenOff { return go(to: text.range.upperBound) }
        if let resumes = refusal.resumes { return go(to: resumes) }
        let indentation = indentation(first)
        var skip = Skip(scanner, from: first.start)
        while true {
            let token = skip.next()
            let isPast = token.start >= refusal.reached
            switch token.kind {
            case .end: return go(to: token.end)
            case .newline where isPast && skip.isOutside:
                go(to: token.end)
                if !refusal.isInValue || startsAfresh() { return }
            case .closeBrace where isPast && skip.isBelow: return go(to: token.start)
            case .identifier where isPast && token.start > first.start && beginsItem(token):
                if self.indentation(token) <= indentation { return go(to: token.start) }
            default: break
            }
        }
    }
}

/// Walks over tokens without understanding more than which brackets are open.
private struct Skip {
    private let scanner: Scanner
    private var position: Int
    private var open: [Token.Kind] = []
    /// A brace closed what is not open.
    private(set) var isBelow = false

    init(_ scanner: Scanner, from position: Int) {
        self.scanner = scanner
        self.position = position
    }

    var isOutside: Bool { open.isEmpty }

    mutating func next() -> Token {
        let token = scanner.token(from: position)
        position = token.end
        isBelow = false
        switch token.kind {
        case .openBrace, .openBracket, .openParenthesis: open.append(token.kind)
        case .closeBracket: close(.openBracket)
        case .closeParenthesis: close(.openParenthesis)
        case .closeBrace, .closeAndTrim: closeBrace()
        case .quote: skipString()
        case .heredoc, .flushHeredoc: position = scanner.endOfHeredoc(token) ?? scanner.text.range.upperBound
        default: break
        }
        return token
    }

    private mutating func close(_ kind: Token.Kind) {
        while let last = open.last, last != .openBrace, last != .quote {
            open.removeLast()
            if last == kind { return }
        }
    }

    private mutating func closeBrace() {
        while let last = open.popLast() {
            if last == .openBrace { return }
            if last == .quote { return skipString() }
        }
        isBelow = true
    }

    /// To the end of the string, or into what is filled in, which is marked by a quote among what is open.
    private mutating func skipString() {
        let text = scanner.text
        while !text.isAtEnd(position), text[position] != Byte.newline {
            switch text[position] {
            case Byte.quote:
                position += 1
                return
            case Byte.backslash: position = min(position + 2, text.range.upperBound)
            case Byte.dollar, Byte.percent:
                guard text[position + 1] == Byte.openBrace else {
                    position += text[position + 1] == text[position] ? 2 : 1
                    continue
                }
                position += 2
                return open.append(.quote)
            default: position += 1
            }
        }
    }
}
