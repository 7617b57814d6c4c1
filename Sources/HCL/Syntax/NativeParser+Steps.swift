internal import Numbers
internal import Values

extension NativeParser {
    /// What follows a value: `.name`, `.0`, `[key]`, `.*` and `[*]`.
    mutating func steps(after value: Expression) throws(Refusal) -> Expression {
        var walk = Walk(value)
        while true {
            switch peek().kind {
            case .dot: try dot(&walk)
            case .openBracket: try bracket(&walk)
            default: return try arrive(walk)
            }
        }
    }

    /// A value, and the steps from it that are known without computing anything.
    private struct Walk {
        var from: Expression
        var steps: [Step] = []

        init(_ from: Expression) {
            self.from = from
        }
    }

    private mutating func arrive(_ walk: Walk) throws(Refusal) -> Expression {
        guard let last = walk.steps.last else { return walk.from }
        let range = walk.from.range.through(last.range)
        if case .reference(let name) = walk.from.form {
            return Expression(
                .reference(Reference(root: name.root, rootRange: name.rootRange, steps: walk.steps)), range)
        }
        try grow()
        return Expression(.steps(walk.from, walk.steps), range)
    }

    private mutating func dot(_ walk: inout Walk) throws(Refusal) {
        let dot = take()
        if peek().kind != .star { return walk.steps.append(try step(after: dot)) }
        let source = try arrive(walk)
        let tallest = height
        height = 1
        let marker = place(dot).through(place(take()))
        var each = Walk(Expression(.item, marker))
        while peek().kind == .dot {
            let dot = take()
            if peek().kind == .star { throw refuse(.nestedSplat, at: place(peek())) }
            each.steps.append(try step(after: dot))
        }
        try splat(source, tallest, each: try arrive(each), &walk)
    }

    /// `name` or `0` after a dot.
    private mutating func step(after dot: Token) throws(Refusal) -> Step {
        let token = peek()
        let range = place(dot).through(place(token))
        switch token.kind {
        case .identifier:
            take()
            return Step(.attribute(string(token)), range)
        case .number:
            take()
            let parts = string(token).split(separator: ".", omittingEmptySubsequences: false)
            if parts.count > 1 {
                throw refuse(.chainedIndex(String(parts[0]), String(parts[1])), at: place(token))
            }
            guard let number = Number(string(token)) else {
                throw refuse(.number(string(token)), at: place(token))
            }
            return Step(.index(.number(number)), range)
        default: throw refuse(expected: "a name after the dot")
        }
    }

    private mutating func splat(
        _ source: Expression, _ tallest: Int, each: Expression, _ walk: inout Walk
    ) throws(Refusal) {
        try grow(over: tallest)
        walk = Walk(Expression(.splat(source, each: each), source.range.through(each.range)))
    }

    private mutating func bracket(_ walk: inout Walk) throws(Refusal) {
        let opener = take()
        let unclosed = SyntaxFault.Opener(name: "the index", range: place(opener))
        if take(.star) { return try fullSplat(opener, unclosed, &walk) }
        let tallest = height
        let outer = newlines(ignored: true)
        let key = try expression()
        let closer = try close(.closeBracket, unclosed)
        _ = newlines(ignored: outer)
        let range = place(opener).through(place(closer))
        switch key.form {
        case .literal(.string(let name)): walk.steps.append(Step(.index(.string(name)), range))
        case .literal(.number(let number)): walk.steps.append(Step(.index(.number(number)), range))
        default:
            let keyHeight = height
            height = tallest
            let source = try arrive(walk)
            try grow(over: keyHeight)
            walk = Walk(Expression(.index(source, key: key), source.range.through(range)))
            return
        }
        height = tallest
    }

    /// All that follows `[*]` belongs to each element.
    private mutating func fullSplat(
        _ opener: Token, _ unclosed: SyntaxFault.Opener, _ walk: inout Walk
    ) throws(Refusal) {
        let closer = try close(.closeBracket, unclosed)
        let source = try arrive(walk)
        let tallest = height
        height = 1
        try enter()
        let each = try steps(after: Expression(.item, place(opener).through(place(closer))))
        depth -= 1
        try splat(source, tallest, each: each, &walk)
    }
}
