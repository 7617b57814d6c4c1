internal import Values

// Both results are evaluated, since the type of the whole is what both can become; what is wrong in the one that is not
// chosen does not matter.
extension Evaluator {
    mutating func conditional(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .conditional(let condition, let then, let otherwise) = expression.form,
            let decision = value(of: condition, in: scope),
            let isTrue = truth(of: decision, at: condition.range, null: .nullCondition)
        else { return nil }
        return isTrue
            ? chosen(then, over: otherwise, at: then.range.through(otherwise.range), in: scope)
            : chosen(otherwise, over: then, at: then.range.through(otherwise.range), in: scope)
    }

    private mutating func chosen(
        _ taken: Expression, over left: Expression, at range: SourceRange, in scope: Scope
    ) -> Value? {
        let value = value(of: taken, in: scope)
        let other = attempt(left, in: scope).value
        guard let value, budget.excess == nil else { return nil }
        budget.spend(on: value.weight.saturatingSum(other?.weight ?? 0))
        let types = (own: value.type, other: other?.type ?? left.typeDespiteFaults)
        guard types.own != types.other, !(other?.isNull == true && types.other == .any) else { return value }
        let common = value.isNull && types.own == .any ? types.other : ValueType.unified([types.own, types.other])
        guard let common else {
            return refuse(
                .unequalResults(types.own.withArticle, types.other.withArticle),
                at: range)
        }
        return converted(value, to: common, at: taken.range)
    }

    /// A value that decides something.
    mutating func truth(of value: Value, at range: SourceRange, null: EvaluationFault) -> Bool? {
        if case .bool(let bool) = value { return bool }
        if value.isNull { return refuse(null, at: range) }
        guard case .bool(let bool)? = converted(value, to: .bool, at: range) else { return nil }
        return bool
    }
}

extension Expression {
    /// What type the value has, if it is a fault that it has none.
    var typeDespiteFaults: ValueType {
        switch form {
        case .literal(let value): value.type
        case .conditional(_, let then, let otherwise): then.typeDespiteFaults.beside(otherwise.typeDespiteFaults)
        case .parentheses(let inner), .wrapped(let inner): inner.typeDespiteFaults
        case .template, .joined: .string
        case .unary(.not, _): .bool
        case .unary(.negate, _): .number
        case .binary(.add, _, _), .binary(.subtract, _, _), .binary(.multiply, _, _), .binary(.divide, _, _),
            .binary(.remainder, _, _):
            .number
        case .binary: .bool
        default: .any
        }
    }
}

extension ValueType {
    /// What values of either type become; not to be told where one of them is not.
    fileprivate func beside(_ other: ValueType) -> ValueType {
        self == .any || other == .any ? .any : ValueType.unified([self, other]) ?? .any
    }
}
