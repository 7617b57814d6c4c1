internal import Values

extension NativeParser {
    /// A call of what `first` names, or begins to name: `group::name(…)`.
    mutating func call(_ first: Token) throws(Refusal) -> Expression {
        var last = first
        var name = string(first)
        while take(.doubleColon) {
            guard peek().kind == .identifier else { throw refuse(expected: "the name of a function") }
            last = take()
            name += "::" + string(last)
        }
        guard peek().kind == .openParenthesis else { throw refuse(expected: "`(`") }
        let range = place(first).through(place(last))
        let opener = SyntaxFault.Opener(name: "the call", range: place(take()))
        let outer = newlines(ignored: true)
        let (arguments, expandsLast) = try arguments(opener)
        let closer = try close(.closeParenthesis, opener)
        _ = newlines(ignored: outer)
        let call = Call(name: name, nameRange: range, arguments: arguments, expandsLast: expandsLast)
        return Expression(.call(call), range.through(place(closer)))
    }

    private mutating func arguments(
        _ opener: SyntaxFault.Opener
    ) throws(Refusal) -> (arguments: [Expression], expandsLast: Bool) {
        var arguments: [Expression] = []
        var tallest = 0
        var expandsLast = false
        while peek().kind != .closeParenthesis {
            arguments.append(try element(opener, ")"))
            tallest = max(tallest, height)
            expandsLast = take(.ellipsis)
            if expandsLast { break }
            if try !comma(between: "arguments", .closeParenthesis, opener) { break }
        }
        height = 0
        try grow(over: tallest)
        return (arguments, expandsLast)
    }
}
