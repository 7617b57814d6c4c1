internal import HCL
internal import Values

extension Expression {
    /// The text that the expression plainly is: the key of an object, mostly.
    var literalText: String? {
        switch form {
        case .literal(.string(let text)): text
        case .jsonString(let string): string.text
        default: nil
        }
    }
}

extension Body {
    /// The body as an object, for settings that may be written either way: blocks in it are objects in that.
    var object: Expression {
        switch self {
        case .json(let expression): return expression
        case .native(let attributes, let blocks):
            let items =
                attributes.map { Self.item($0.name, $0.nameRange, $0.value) }
                + blocks.map { Self.item($0.type, $0.typeRange, $0.body.object) }
            let range = items.first.flatMap { first in items.last.map { first.key.range.through($0.value.range) } }
            return Expression(.object(items), range ?? SourceFile(name: "", bytes: []).range)
        }
    }

    private static func item(_ name: String, _ range: SourceRange, _ value: Expression) -> Expression.Item {
        Expression.Item(key: Expression(.literal(.string(name)), range), value: value)
    }
}
