internal import Compose
internal import HCL
internal import Numbers
internal import Values

extension Expression {
    /// What a Compose file says, as if a bake file said so. `place` is where, if nobody knows better.
    init(_ node: ExtensionNode, at place: SourceRange) {
        let range = node.range ?? place
        let form: Form =
            switch node.content {
            case .null: .literal(.null(.any))
            case .bool(let value): .literal(.bool(value))
            case .integer(let value): .literal(.number(Number(value)))
            case .float(let value): Number(value).map { .literal(.number($0)) } ?? .literal(.null(.any))
            case .text(let text): .literal(Value(text: text))
            case .list(let nodes): .tuple(nodes.map { Expression($0, at: range) })
            case .mapping(let members):
                .object(
                    members.map { member in
                        let key = Expression(.literal(Value(text: member.name)), member.range ?? range)
                        return Item(key: key, value: Expression(member.value, at: range))
                    })
            }
        self.init(form, range)
    }
}
