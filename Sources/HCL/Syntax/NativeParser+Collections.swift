internal import Values

extension NativeParser {
    mutating func tuple() throws(Refusal) -> Expression {
        let opener = take()
        let outer = newlines(ignored: true)
        if isWord("for") {
            let unclosed = SyntaxFault.Opener(name: "the `for`", range: place(opener))
            let (comprehension, closer) = try comprehension(unclosed, .closeBracket)
            _ = newlines(ignored: outer)
            return Expression(.comprehension(comprehension), place(opener).through(closer))
        }
        let unclosed = SyntaxFault.Opener(name: "the list", range: place(opener))
        var elements: [Expression] = []
        var tallest = 0
        while peek().kind != .closeBracket {
            elements.append(try element(unclosed, "]"))
            tallest = max(tallest, height)
            if try !comma(between: "elements of a list", .closeBracket, unclosed) { break }
        }
        let closer = try close(.closeBracket, unclosed)
        _ = newlines(ignored: outer)
        height = 0
        try grow(over: tallest)
        return Expression(.tuple(elements), place(opener).through(place(closer)))
    }

    /// An element of a list, unless the next attribute of the body stands there.
    mutating func element(_ opener: SyntaxFault.Opener, _ closer: String) throws(Refusal) -> Expression {
        if beginsItem(peek()) { throw refuse(unclosed: opener, by: closer) }
        return try expression()
    }

    /// Whether more follows. A comma that is plainly missing is reported, and taken as given.
    mutating func comma(
        between what: String, _ closer: Token.Kind, _ opener: SyntaxFault.Opener
    ) throws(Refusal) -> Bool {
        let token = peek()
        if take(.comma) { return true }
        if token.kind == closer { return false }
        guard token.kind.beginsValue, !beginsItem(token) else {
            throw refuse(unclosed: opener, by: closer.spelling ?? "")
        }
        report(.missingComma(in: what), at: text.place(position, position))
        return true
    }

    mutating func object() throws(Refusal) -> Expression {
        let opener = take()
        if startsComprehension() { return try objectComprehension(opener) }
        let unclosed = SyntaxFault.Opener(name: "the object", range: place(opener))
        let outer = newlines(ignored: false)
        var items: [Expression.Item] = []
        var tallest = 0
        while true {
            while take(.newline) {}
            if peek().kind == .closeBrace { break }
            if peek().kind == .end { throw refuse(unclosed: unclosed, by: "}") }
            items.append(try item(&tallest))
            if try !separator(unclosed) { break }
        }
        let closer = try close(.closeBrace, unclosed)
        _ = newlines(ignored: outer)
        height = 0
        try grow(over: tallest)
        return Expression(.object(items), place(opener).through(place(closer)))
    }

    private mutating func separator(_ opener: SyntaxFault.Opener) throws(Refusal) -> Bool {
        let token = peek()
        if take(.newline) || take(.comma) { return true }
        if token.kind == .closeBrace { return false }
        guard token.kind.beginsValue else { throw refuse(unclosed: opener, by: "}") }
        report(.missingComma(in: "elements of an object"), at: text.place(position, position))
        return true
    }

    private mutating func item(_ tallest: inout Int) throws(Refusal) -> Expression.Item {
        let key = try key()
        tallest = max(tallest, height)
        let sign = peek()
        switch sign.kind {
        case .assign, .colon: take()
        case _ where sign.kind.beginsValue: report(.missingEquals(name: "the key"), at: text.place(position, position))
        default: throw refuse(expected: "`=` and a value")
        }
        let value = try expression()
        tallest = max(tallest, height)
        return Expression.Item(key: key, value: value)
    }

    /// A name alone is a string here; in parentheses it is what it names.
    private mutating func key() throws(Refusal) -> Expression {
        let isPlain = peek().kind == .identifier
        let key = try expression()
        guard isPlain else { return key }
        if case .reference(let reference) = key.form, !reference.steps.isEmpty {
            report(.stepsInKey(key.range.text), at: key.range)
        }
        guard let name = key.keyword else { return key }
        return Expression(.literal(.string(name.composed)), key.range)
    }

    private mutating func startsComprehension() -> Bool {
        let outer = newlines(ignored: true)
        defer { _ = newlines(ignored: outer) }
        return isWord("for")
    }

    private mutating func objectComprehension(_ opener: Token) throws(Refusal) -> Expression {
        let outer = newlines(ignored: true)
        let unclosed = SyntaxFault.Opener(name: "the `for`", range: place(opener))
        let (comprehension, closer) = try comprehension(unclosed, .closeBrace)
        _ = newlines(ignored: outer)
        return Expression(.comprehension(comprehension), place(opener).through(closer))
    }
}
