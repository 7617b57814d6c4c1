internal import Numbers
internal import Values

extension NativeParser {
    /// All of the text as an expression.
    mutating func wholeExpression() throws(Refusal) -> Expression {
        _ = newlines(ignored: true)
        let expression = try expression()
        guard peek().kind == .end else { throw refuse(expected: "the end of the expression") }
        return expression
    }

    mutating func expression() throws(Refusal) -> Expression {
        try enter()
        var expression = try operation(atLeast: 1)
        if take(.question) { expression = try conditional(expression) }
        depth -= 1
        return expression
    }

    private mutating func conditional(_ condition: Expression) throws(Refusal) -> Expression {
        var tallest = height
        let then = try self.expression()
        tallest = max(tallest, height)
        guard take(.colon) else { throw refuse(expected: "`:` and what holds otherwise") }
        let otherwise = try self.expression()
        try grow(over: tallest)
        return Expression(
            .conditional(condition, then: then, otherwise: otherwise), condition.range.through(otherwise.range))
    }

    private mutating func operation(atLeast least: Int) throws(Refusal) -> Expression {
        var left = try operand()
        while let (sign, precedence) = peek().kind.binaryOperator, precedence >= least {
            take()
            let tallest = height
            let right = try operation(atLeast: precedence + 1)
            try grow(over: tallest)
            left = Expression(.binary(sign, left, right), left.range.through(right.range))
        }
        return left
    }

    private mutating func operand() throws(Refusal) -> Expression {
        let token = peek()
        let sign: UnaryOperator
        switch token.kind {
        case .minus: sign = .negate
        case .not: sign = .not
        default:
            let term = try term()
            let next = peek().kind
            return next == .dot || next == .openBracket ? try steps(after: term) : term
        }
        try enter()
        take()
        let operand = try operand()
        depth -= 1
        try grow()
        return Expression(.unary(sign, operand), place(token).through(operand.range))
    }

    private mutating func term() throws(Refusal) -> Expression {
        let token = peek()
        switch token.kind {
        case .number: return try number()
        case .identifier: return try nameOrCall()
        case .quote, .heredoc, .flushHeredoc: return try templateExpression()
        case .openParenthesis: return try parentheses()
        case .openBracket: return try tuple()
        case .openBrace: return try object()
        default: throw refuse(expected: Self.value)
        }
    }

    private mutating func number() throws(Refusal) -> Expression {
        var token = take()
        height = 1
        // `0x10`, `1_000`.
        let end = scanner.endOfIdentifier(from: token.end)
        if end > token.end {
            token = Token(kind: .number, start: token.start, end: scanner.endOfWord(from: end))
            go(to: token.end)
        }
        guard end == scanner.endOfNumber(from: token.start), let number = Number(string(token)) else {
            report(.number(string(token)), at: place(token))
            return Expression(.faulty, place(token))
        }
        return Expression(.literal(.number(number)), place(token))
    }

    private mutating func nameOrCall() throws(Refusal) -> Expression {
        let token = take()
        height = 1
        switch peek().kind {
        case .openParenthesis, .doubleColon: return try call(token)
        default: break
        }
        let range = place(token)
        switch string(token) {
        case "true": return Expression(.literal(.bool(true)), range)
        case "false": return Expression(.literal(.bool(false)), range)
        case "null": return Expression(.literal(.null(.any)), range)
        case let name: return Expression(.reference(Reference(root: name, rootRange: range, steps: [])), range)
        }
    }

    private mutating func parentheses() throws(Refusal) -> Expression {
        let opener = take()
        let outer = newlines(ignored: true)
        let inside = try expression()
        let closer = try close(.closeParenthesis, .init(name: "the parenthesis", range: place(opener)))
        _ = newlines(ignored: outer)
        try grow()
        return Expression(.parentheses(inside), place(opener).through(place(closer)))
    }
}
