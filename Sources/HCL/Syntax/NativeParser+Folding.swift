internal import Values

/// Makes one expression of the parts of a template.
extension NativeParser {
    mutating func template(_ parts: [TemplatePart], _ range: SourceRange) throws(Refusal) -> Expression {
        let parts = parts.joined()
        if parts.count <= 1 {
            switch parts.first?.kind {
            case nil: return literal("", range)
            case .text(let text): return literal(text, range)
            case .value(let value):
                height = parts[0].height
                try grow()
                return Expression(.wrapped(value), range)
            case .directive: break
            }
        }
        var rest = parts[...]
        var (content, tallest): ([Expression], Int) = ([], 0)
        while let end = try fold(&rest, into: &content, &tallest, range) {
            report(.strayDirective(end.word, opener: nil), at: end.range)
        }
        height = tallest
        try grow()
        return Expression(.template(content), range)
    }

    private mutating func literal(_ text: String, _ range: SourceRange) -> Expression {
        height = 1
        return Expression(.literal(.string(text.composed)), range)
    }

    private struct End {
        let word: String
        let range: SourceRange
    }

    /// Up to a directive that ends something, or to the end.
    private mutating func fold(
        _ rest: inout ArraySlice<TemplatePart>, into content: inout [Expression], _ tallest: inout Int,
        _ whole: SourceRange
    ) throws(Refusal) -> End? {
        while let part = rest.popFirst() {
            switch part.kind {
            case .text(let text): content.append(literal(text, part.range))
            case .value(let value):
                content.append(value)
                height = part.height
            case .directive(.condition(let condition)):
                content.append(try self.condition(condition, part, &rest, whole))
            case .directive(.loop(let key, let value, let collection)):
                content.append(try loop(key, value, collection, part, &rest, whole))
            case .directive(let end): return End(word: end.word, range: part.range)
            }
            tallest = max(tallest, height)
        }
        return nil
    }

    private mutating func condition(
        _ condition: Expression, _ opener: TemplatePart, _ rest: inout ArraySlice<TemplatePart>, _ whole: SourceRange
    ) throws(Refusal) -> Expression {
        try enter()
        var tallest = opener.height
        var (then, end) = try content(&rest, after: opener.range, &tallest, whole)
        var otherwise: Expression?
        if let start = end, start.word == "else" {
            (otherwise, end) = try content(&rest, after: start.range, &tallest, whole)
        }
        let last = try check(end, closes: "if", opener, whole)
        depth -= 1
        height = tallest
        try grow(over: 1)
        let nothing = Expression(
            .literal(.string("")), SourceRange(last.file, last.offsets.lowerBound..<last.offsets.lowerBound))
        return Expression(
            .conditional(condition, then: then, otherwise: otherwise ?? nothing), opener.range.through(last))
    }

    private mutating func loop(
        _ key: String?, _ value: String, _ collection: Expression, _ opener: TemplatePart,
        _ rest: inout ArraySlice<TemplatePart>, _ whole: SourceRange
    ) throws(Refusal) -> Expression {
        try enter()
        var tallest = opener.height
        let (content, end) = try content(&rest, after: opener.range, &tallest, whole)
        let last = try check(end, closes: "for", opener, whole)
        depth -= 1
        height = tallest
        try grow()
        let comprehension = Comprehension(
            keyName: key, valueName: value, collection: collection, key: nil, value: content, condition: nil,
            groups: false)
        return Expression(.joined(comprehension), opener.range.through(last))
    }

    private mutating func content(
        _ rest: inout ArraySlice<TemplatePart>, after opener: SourceRange, _ tallest: inout Int, _ whole: SourceRange
    ) throws(Refusal) -> (Expression, End?) {
        var content: [Expression] = []
        let end = try fold(&rest, into: &content, &tallest, whole)
        tallest += 1
        let range =
            if let first = content.first, let last = content.last {
                first.range.through(last.range)
            } else {
                SourceRange(opener.file, opener.offsets.upperBound..<opener.offsets.upperBound)
            }
        return (Expression(.template(content), range), end)
    }

    private mutating func check(
        _ end: End?, closes word: String, _ opener: TemplatePart, _ whole: SourceRange
    ) throws(Refusal) -> SourceRange {
        guard let end else {
            let place = SourceRange(whole.file, whole.offsets.upperBound..<whole.offsets.upperBound)
            throw refuse(.unclosedDirective(word, opener: opener.range), at: place)
        }
        guard end.word == "end\(word)" else {
            throw refuse(.strayDirective(end.word, opener: opener.range), at: end.range)
        }
        return end.range
    }
}
