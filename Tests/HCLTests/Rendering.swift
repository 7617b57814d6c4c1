import HCL
import Numbers
import Values

/// An expression in parentheses, for tests to compare: `(+ 1 a.b)`.
extension Expression {
    var rendered: String {
        switch form {
        case .literal(let value): value.rendered
        case .reference(let reference): reference.root + reference.steps.map(\.rendered).joined()
        case .steps(let value, let steps): "(steps \(value.rendered) \(steps.map(\.rendered).joined()))"
        case .index(let value, let key): "(index \(value.rendered) \(key.rendered))"
        case .splat(let source, let each): "(splat \(source.rendered) \(each.rendered))"
        case .item: "_"
        case .call(let call):
            "(call \(([call.name] + call.arguments.map(\.rendered)).joined(separator: " "))\(call.expandsLast ? "..." : ""))"
        case .conditional(let condition, let then, let otherwise):
            "(? \(condition.rendered) \(then.rendered) \(otherwise.rendered))"
        case .unary(let sign, let value): "(\(sign.rawValue) \(value.rendered))"
        case .binary(let sign, let left, let right): "(\(sign.rawValue) \(left.rendered) \(right.rendered))"
        case .tuple(let elements): "[\(elements.map(\.rendered).joined(separator: " "))]"
        case .object(let items): "{\(items.map { "\($0.key.rendered)=\($0.value.rendered)" }.joined(separator: " "))}"
        case .comprehension(let comprehension): "(for \(comprehension.rendered))"
        case .parentheses(let inside): "(\(inside.rendered))"
        case .template(let parts): "(template\(parts.map { " " + $0.rendered }.joined()))"
        case .wrapped(let inside): "(wrapped \(inside.rendered))"
        case .joined(let comprehension): "(joined \(comprehension.rendered))"
        case .jsonString(let string): "json:\(quoted(string.text))"
        case .faulty: "FAULTY"
        }
    }
}

private func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\"": "\\\""
        case "\\": "\\\\"
        default: String(scalar)
        }
    }
    return "\"\(escaped.joined())\""
}

extension Comprehension {
    fileprivate var rendered: String {
        var parts = [keyName.map { "\($0),\(valueName)" } ?? valueName, collection.rendered]
        if let key { parts.append("\(key.rendered)=>") }
        parts.append(value.rendered + (groups ? "..." : ""))
        if let condition { parts.append("if \(condition.rendered)") }
        return parts.joined(separator: " ")
    }
}

extension Value {
    fileprivate var rendered: String {
        switch self {
        case .null: "null"
        case .string(let text): quoted(text)
        case .number(let number): "\(number)"
        case .bool(let value): "\(value)"
        default: "?"
        }
    }
}

extension Step {
    fileprivate var rendered: String {
        switch kind {
        case .attribute(let name): ".\(name)"
        case .index(let key): "[\(key.rendered)]"
        }
    }
}

extension Body {
    /// `name=expression` and `type "label" {…}`, by spaces.
    var rendered: String {
        switch self {
        case .json(let value): value.rendered
        case .native(let attributes, let blocks):
            (attributes.map { "\($0.name)=\($0.value.rendered)" }
                + blocks.map {
                    "\(([$0.type] + $0.labels.map { quoted($0.text) }).joined(separator: " ")) {\($0.body.rendered)}"
                })
                .joined(separator: " ")
        }
    }
}

extension Parsed {
    init(_ text: String) {
        self.init(native: SourceFile(name: "bake.hcl", text: text))
    }

    init(json text: String) {
        self.init(json: SourceFile(name: "bake.json", text: text))
    }
}

extension Diagnostic {
    /// What is wrong, and the text it is about: `expected a value, found `,` @ "," 1:5`.
    var told: String {
        guard let range else { return message }
        return "\(message) @ \(quoted(range.text)) \(range.start.line):\(range.start.column)"
    }
}
