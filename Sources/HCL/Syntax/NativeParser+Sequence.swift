internal import Values

/// What is filled in: `${ … }` and `%{ … }`.
extension NativeParser {
    func sequenceBegins() -> Bool {
        let byte = text[position]
        return (byte == Byte.dollar || byte == Byte.percent) && text[position + 1] == Byte.openBrace
    }

    /// Whether a sequence began here, and was read.
    mutating func sequence(into parts: inout TemplateParts) throws(Refusal) -> Bool {
        guard sequenceBegins() else { return false }
        let start = position
        let isDirective = text[start] == Byte.percent
        let trimsBefore = text[start + 2] == Byte.tilde
        go(to: start + (trimsBefore ? 3 : 2))
        if trimsBefore, let last = parts.all.indices.last { parts.all[last].trimEnd() }
        let kind: TemplatePart.Kind = isDirective ? .directive(try directive()) : .value(try expression())
        let height = height
        let trimsAfter = try endOfSequence(start, isDirective ? "%" : "$")
        parts.append(TemplatePart(kind, text.place(start, position), height: height))
        parts.trimsNext = trimsAfter
        return true
    }

    private mutating func endOfSequence(_ start: Int, _ sign: String) throws(Refusal) -> Bool {
        switch peek().kind {
        case .closeBrace:
            take()
            return false
        case .closeAndTrim:
            take()
            return true
        default:
            let opener = SyntaxFault.Opener(
                name: "`\(sign){`", range: text.place(start, start + 2),
                hint: "to write `\(sign){` as it is, double it: \(sign)\(sign){")
            throw refuse(unclosed: opener, by: "}")
        }
    }

    private mutating func directive() throws(Refusal) -> TemplatePart.Directive {
        let token = peek()
        guard token.kind == .identifier else { throw refuse(expected: "`if`, `else`, `endif`, `for` or `endfor`") }
        take()
        height = 1
        switch string(token) {
        case "if": return .condition(try expression())
        case "else": return .otherwise
        case "endif": return .endCondition
        case "endfor": return .endLoop
        case "for":
            let names = try names()
            return .loop(key: names.key, value: names.value, collection: try expression())
        case let word: throw refuse(.unknownDirective(word), at: place(token))
        }
    }
}
