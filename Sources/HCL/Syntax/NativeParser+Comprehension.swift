internal import Values

extension NativeParser {
    /// From `for` to what closes it.
    mutating func comprehension(
        _ opener: SyntaxFault.Opener, _ closer: Token.Kind
    ) throws(Refusal) -> (Comprehension, closer: SourceRange) {
        let makesObject = closer == .closeBrace
        take()
        let names = try names()
        var parts = ComprehensionParts(collection: try expression(), height: height)
        guard take(.colon) else { throw refuse(expected: "`:` and a value") }
        var value = try part(&parts)
        if peek().kind == .arrow {
            if !makesObject { report(.keyInComprehension, at: value.range) }
            take()
            parts.key = makesObject ? value : nil
            value = try part(&parts)
        } else if makesObject {
            report(.noKeyInComprehension, at: value.range)
            parts.key = value
        }
        let ellipsis = peek()
        parts.groups = take(.ellipsis)
        if parts.groups, !makesObject { report(.groupsInComprehension, at: place(ellipsis)) }
        if isWord("if") {
            take()
            parts.condition = try part(&parts)
        }
        let end = try close(closer, opener)
        height = parts.height
        try grow()
        let comprehension = Comprehension(
            keyName: names.key, valueName: names.value, collection: parts.collection, key: parts.key, value: value,
            condition: parts.condition, groups: parts.groups)
        return (comprehension, place(end))
    }

    private struct ComprehensionParts {
        let collection: Expression
        var height: Int
        var key: Expression?
        var condition: Expression?
        var groups = false

        init(collection: Expression, height: Int) {
            self.collection = collection
            self.height = height
        }
    }

    private mutating func part(_ parts: inout ComprehensionParts) throws(Refusal) -> Expression {
        let expression = try expression()
        parts.height = max(parts.height, height)
        return expression
    }

    /// `value in` or `key, value in`.
    mutating func names() throws(Refusal) -> (key: String?, value: String) {
        var key: String?
        var value = try name("a name for the elements")
        if take(.comma) {
            key = value
            value = try name("a name for the elements")
        }
        guard isWord("in") else { throw refuse(expected: "`in`") }
        take()
        return (key, value)
    }

    private mutating func name(_ what: String) throws(Refusal) -> String {
        guard peek().kind == .identifier else { throw refuse(expected: what) }
        return string(take())
    }
}
