internal import Values

extension NativeParser {
    mutating func block(_ name: Token, into members: inout Members) throws(Refusal) {
        let type = string(name)
        let labels = try labels(of: type)
        let opener = peek()
        try enter()
        take()
        let enclosing = Enclosing(type: type, opener: opener, indentation: indentation(name))
        let body = try blockBody(enclosing)
        depth -= 1
        members.blocks.append(Block(type: type, typeRange: place(name), labels: labels, body: body))
        if !hasBrokenOff { try endOfLine(after: "the block") }
    }

    private mutating func labels(of type: String) throws(Refusal) -> [Block.Label] {
        var labels: [Block.Label] = []
        while true {
            let token = peek()
            switch token.kind {
            case .openBrace: return labels
            case .identifier:
                take()
                labels.append(Block.Label(string(token), place(token)))
            case .quote:
                take()
                let label = try plainString(from: token)
                labels.append(Block.Label(label, text.place(token.start, position)))
            case .newline: try braceOnNextLine(of: type)
            case .assign: throw refuse(.equalsInBlock(type: type), at: place(token))
            default: throw refuse(expected: labels.isEmpty ? "a label or `{`" : "`{`")
            }
        }
    }

    private mutating func braceOnNextLine(of type: String) throws(Refusal) {
        let end = position
        while take(.newline) {}
        guard peek().kind == .openBrace else {
            go(to: end)
            throw refuse(.noBrace(type: type), at: text.place(end, end))
        }
        report(.braceOnNextLine(type: type), at: place(peek()))
    }

    private mutating func blockBody(_ block: Enclosing) throws(Refusal) -> Body {
        guard peek().kind == .identifier else { return body(of: block) }
        var members = Members()
        let name = take()
        guard peek().kind == .assign else {
            if followsItem(name) { throw refuse(.manyOnOneLine(type: block.type), at: place(name)) }
            throw refuse(expected: "`=`")
        }
        try value(name, into: &members)
        let token = peek()
        switch token.kind {
        case .closeBrace: take()
        // As if the first attribute stood in a line of its own.
        case .newline, .comma, .identifier:
            report(.manyOnOneLine(type: block.type), at: place(token.kind == .newline ? name : token))
            _ = take(.comma)
            guard case .native(let more, let blocks) = body(of: block) else { break }
            return .native(members.attributes + more, blocks)
        default:
            throw refuse(
                unclosed: .init(name: "the block", range: place(block.opener)), by: "}")
        }
        return .native(members.attributes, [])
    }
}
