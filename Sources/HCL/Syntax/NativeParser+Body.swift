internal import Values

extension NativeParser {
    /// What a body holds so far.
    struct Members {
        var attributes: [Attribute] = []
        var blocks: [Block] = []
        private var names = NameTable()

        /// The attribute of that name, if there is one already. A handful is looked through, for more there is a table.
        mutating func first(_ name: String) -> Attribute? {
            if attributes.count < 8 { return attributes.first { $0.name == name } }
            if attributes.count == 8 {
                for index in attributes.indices { _ = place(attributes[index].name, index) }
            }
            return place(name, attributes.count).map { attributes[$0] }
        }

        private mutating func place(_ name: String, _ index: Int) -> Int? {
            names.insert(name, index) { attributes[$0].name == name }
        }
    }

    /// The block whose body is being read.
    struct Enclosing {
        let type: String
        let opener: Token
        let indentation: Int
    }

    mutating func file() -> Body {
        if text.bytes[text.range].starts(with: [0xEF, 0xBB, 0xBF]) { go(to: text.range.lowerBound + 3) }
        return body(of: nil)
    }

    mutating func body(of block: Enclosing?) -> Body {
        var members = Members()
        var suspect: Token?
        while true {
            let token = peek()
            switch token.kind {
            case .newline: take()
            case .end:
                if let block { reportUnclosed(block, suspect) }
                return .native(members.attributes, members.blocks)
            case .closeBrace where block != nil:
                take()
                return .native(members.attributes, members.blocks)
            default:
                if let block, suspect == nil, beginsLine(token), indentation(token) <= block.indentation {
                    suspect = token
                }
                member(token, of: &members)
            }
        }
    }

    private mutating func reportUnclosed(_ block: Enclosing, _ suspect: Token?) {
        if hasBrokenOff { return }
        hasBrokenOff = true
        let end = text.range.upperBound
        report(
            .unclosedBlock(type: block.type, opener: place(block.opener), suspect: suspect.map(place)),
            at: text.place(end, end))
    }

    private mutating func member(_ token: Token, of members: inout Members) {
        let depth = depth
        do throws(Refusal) {
            switch token.kind {
            case .identifier: try attributeOrBlock(into: &members)
            case .closeBrace:
                // It may have belonged to what had a fault.
                if faults.all.isEmpty { report(.nothingToClose("}"), at: place(token)) }
                take()
            case .openBrace where members.attributes.isEmpty && members.blocks.isEmpty:
                throw refuse(.json, at: place(token))
            case .quote: throw refuseQuotedName(token)
            default: throw refuse(expected: "an attribute or a block")
            }
        } catch {
            self.depth = depth
            recover(from: token, error)
        }
    }

    private mutating func refuseQuotedName(_ token: Token) -> Refusal {
        take()
        guard let name = try? plainString(from: token) else { return refusal() }
        if peek().kind == .assign { return refuse(.quotedName(name), at: text.place(token.start, position)) }
        return refuse(.expected("an attribute or a block", found: "a string"), at: text.place(token.start, position))
    }

    private mutating func attributeOrBlock(into members: inout Members) throws(Refusal) {
        let name = take()
        switch peek().kind {
        case .assign: try attribute(name, into: &members)
        case .openBrace, .quote, .identifier: try block(name, into: &members)
        case .newline, .end, .closeBrace:
            throw refuse(.missingEquals(name: "\"\(string(name))\""), at: text.place(name.end, name.end))
        default: throw refuse(expected: "`=` or `{`")
        }
    }
}

extension NativeParser {
    private mutating func attribute(_ name: Token, into members: inout Members) throws(Refusal) {
        try value(name, into: &members)
        try endOfLine(after: "the attribute")
    }

    /// `name = expression`.
    mutating func value(_ name: Token, into members: inout Members) throws(Refusal) {
        take()
        let attributeName = string(name)
        if let first = members.first(attributeName) {
            report(.repeated(attributeName, first: first.nameRange), at: place(name))
        }
        do throws(Refusal) {
            let value = try expression()
            members.attributes.append(Attribute(name: attributeName, nameRange: place(name), value: value))
        } catch {
            let range = text.place(name.end, max(name.end, error.reached))
            members.attributes.append(
                Attribute(name: attributeName, nameRange: place(name), value: Expression(.faulty, range)))
            throw Refusal(reached: error.reached, resumes: error.resumes, isInValue: true)
        }
    }

    /// What ends an attribute or a block of a body that has many.
    mutating func endOfLine(after what: String) throws(Refusal) {
        let token = peek()
        switch token.kind {
        case .newline: take()
        case .end: break
        case .closeBrace where hasFault(inLineOf: token): break
        case .closeBrace: report(.braceAfterAttribute, at: place(token))
        case .comma:
            report(.commaAfterAttribute, at: place(token))
            take()
        case .identifier where followsItem(token): report(.missingNewline(after: what), at: place(token))
        case .unknown, .unclosedComment: throw refuse(expected: "a line break")
        default: throw refuse(.missingNewline(after: what), at: place(token))
        }
    }
}
