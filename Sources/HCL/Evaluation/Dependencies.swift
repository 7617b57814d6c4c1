package import Values

/// What an expression needs from outside, found without evaluating it.
package struct Dependencies: Sendable {
    /// A function that is called.
    package struct FunctionName: Sendable {
        package let name: String
        package let range: SourceRange

        /// Whether it only looks like a function, and is always there.
        package var isSpecialForm: Bool { SpecialForm(rawValue: name) != nil }
    }

    /// Names that no `for` around them binds, with the steps that follow, in the order of the text.
    package private(set) var references: [Reference] = []
    package private(set) var functions: [FunctionName] = []
    /// Names that the `for`s around bind.
    private var bound: [String] = []

    /// What is left when those names mean something of the expression's own.
    package func excluding(_ names: Set<String>) -> Dependencies {
        var rest = self
        rest.references.removeAll { names.contains($0.root) }
        return rest
    }

    fileprivate init(of expression: Expression) {
        add(expression)
    }

    private mutating func add(_ expression: Expression) {
        switch expression.form {
        case .literal, .item, .faulty: break
        case .reference(let reference): if !bound.contains(reference.root) { references.append(reference) }
        case .steps(let source, _), .parentheses(let source), .wrapped(let source), .unary(_, let source): add(source)
        case .index(let left, let right), .binary(_, let left, let right), .splat(let left, let right):
            add(left)
            add(right)
        case .call(let call): add(call)
        case .conditional(let condition, let then, let otherwise):
            add(condition)
            add(then)
            add(otherwise)
        case .tuple(let parts), .template(let parts): for part in parts { add(part) }
        case .object(let items): add(items)
        case .comprehension(let comprehension), .joined(let comprehension): add(comprehension)
        case .jsonString(let string): add(string.template.expression)
        }
    }

    private mutating func add(_ items: [Expression.Item]) {
        for item in items {
            add(item.key)
            add(item.value)
        }
    }

    private mutating func add(_ call: Call) {
        functions.append(FunctionName(name: call.name, range: call.nameRange))
        // The second argument is a type, whose names are not values.
        let isConversion = call.name == SpecialForm.convert.rawValue && call.arguments.count == 2
        for argument in isConversion ? call.arguments.dropLast() : call.arguments[...] { add(argument) }
    }

    private mutating func add(_ comprehension: Comprehension) {
        add(comprehension.collection)
        let before = bound.count
        bound.append(comprehension.valueName)
        if let name = comprehension.keyName { bound.append(name) }
        if let key = comprehension.key { add(key) }
        add(comprehension.value)
        if let condition = comprehension.condition { add(condition) }
        bound.removeSubrange(before...)
    }
}

extension Expression {
    /// Walks the whole expression, and reads the templates in JSON strings: to be asked for once.
    package var dependencies: Dependencies { Dependencies(of: self) }
}
