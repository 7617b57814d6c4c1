internal import Values

extension Evaluator {
    /// What is no sequence is taken as one of itself, and null as one of nothing.
    mutating func splat(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .splat(let source, let each) = expression.form,
            let value = value(of: source, in: scope)
        else { return nil }
        let range = expression.range
        switch value {
        case .null(let type):
            if case .tuple = type { return refuse(.splatOfNull, at: source.range) }
            if case .list = type { return refuse(.splatOfNull, at: source.range) }
            if case .set = type { return refuse(.splatOfNull, at: source.range) }
            return .emptyTuple
        case .tuple(let elements):
            return self.each(each, elements.values, in: scope).flatMap { limited(.tuple($0), at: range) }
        case .list(let elements, _), .set(let elements, _):
            guard let values = self.each(each, elements.values, in: scope) else { return nil }
            budget.spend(on: elements.weight)
            let type = values.first?.type ?? .any
            guard values.allSatisfy({ $0.type == type }) else { return refuse(.unequalSplat, at: each.range) }
            return limited(.list(values, of: type), at: range)
        case .string, .number, .bool, .map, .object:
            return self.each(each, [value], in: scope).flatMap { limited(.tuple($0), at: range) }
        }
    }

    private mutating func each(_ each: Expression, _ elements: [Value], in scope: Scope) -> [Value]? {
        var values: [Value] = []
        for element in elements {
            items.append(element)
            let value = value(of: each, in: scope)
            items.removeLast()
            guard let value else { return nil }
            values.append(value)
        }
        return values
    }
}
