/// What can be told of an expression without computing it. JSON has no syntax for names and calls and has strings in
/// their place.
extension Expression {
    /// A name alone: `string`, `any`; `true`, `false` and `null` are names here, too.
    package var keyword: String? {
        switch form {
        case .reference(let reference) where reference.steps.isEmpty: reference.root
        case .literal(.bool(let value)): value ? "true" : "false"
        case .literal(.null): "null"
        case .jsonString(let string): string.syntax.expression.keyword
        default: nil
        }
    }

    /// What stands between brackets: `[a, b]`.
    package var elements: [Expression]? {
        guard case .tuple(let elements) = form else { return nil }
        return elements
    }

    /// What stands between braces: `{a = b}`.
    package var pairs: [Item]? {
        guard case .object(let items) = form else { return nil }
        return items
    }

    /// `list(string)`.
    package var call: Call? {
        switch form {
        case .call(let call): call
        case .jsonString(let string): string.syntax.expression.call
        default: nil
        }
    }
}
