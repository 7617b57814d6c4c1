internal import Values

extension Evaluator {
    mutating func template(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .template(let parts) = expression.form else { return nil }
        var text = ""
        var isSound = true
        for part in parts {
            if case .literal(.string(let literal)) = part.form {
                text += literal
            } else if let value = value(of: part, in: scope), let piece = piece(value, at: part.range) {
                guard text.utf8.count + piece.utf8.count < Value.weightLimit else {
                    return refuse(.tooLarge, at: expression.range)
                }
                text += piece
            } else {
                isSound = false
            }
        }
        budget.spend(onMaking: text.utf8.count)
        return isSound ? Value(text: text) : nil
    }

    /// The elements of a tuple put together.
    mutating func joined(_ elements: Elements, of comprehension: Comprehension, at range: SourceRange) -> Value? {
        var text = ""
        for element in elements.values {
            guard let piece = piece(element, at: comprehension.value.range) else { return nil }
            guard text.utf8.count + piece.utf8.count < Value.weightLimit else { return refuse(.tooLarge, at: range) }
            text += piece
        }
        budget.spend(onMaking: text.utf8.count)
        return Value(text: text)
    }

    /// A value as part of a string.
    private mutating func piece(_ value: Value, at range: SourceRange) -> String? {
        switch value {
        case .string(let text): return text
        case .null: return refuse(.nullInTemplate, at: range)
        default:
            if case .string(let text) = try? value.converted(to: .string) { return text }
            return refuse(.inTemplate(value.kind, isSequence: value.isSequence), at: range)
        }
    }
}

extension Value {
    /// Whether it has elements in a row.
    var isSequence: Bool { sequence != nil }
}
