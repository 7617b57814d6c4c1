internal import Values

extension Evaluator {
    mutating func template(_ parts: [Expression], _ range: SourceRange, in scope: Scope) -> Value? {
        var text = ""
        var isSound = true
        for part in parts {
            if case .literal(.string(let literal)) = part.form {
                text += literal
            } else if let value = value(of: part, in: scope), let piece = piece(value, at: part.range) {
                guard text.utf8.count + piece.utf8.count < Value.weightLimit else {
                    return refuse(.tooLarge, at: range)
                }
                text += piece
            } else {
                isSound = false
            }
        }
        budget.spend(on: text.utf8.count)
        return isSound ? Value(text: text) : nil
    }

    mutating func joined(_ comprehension: Comprehension, _ range: SourceRange, in scope: Scope) -> Value? {
        guard case .tuple(let elements)? = value(of: comprehension, range, in: scope) else { return nil }
        var text = ""
        for element in elements.values {
            guard let piece = piece(element, at: comprehension.value.range) else { return nil }
            guard text.utf8.count + piece.utf8.count < Value.weightLimit else { return refuse(.tooLarge, at: range) }
            text += piece
        }
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

    /// The elements in a row.
    var sequence: Elements? {
        switch self {
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements
        case .null, .string, .number, .bool, .map, .object: nil
        }
    }
}
