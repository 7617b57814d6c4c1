internal import Values

/// Computes the value of an expression. What is wrong is noted and the rest looked at all the same, so that a user hears of
/// everything at once; a value that could not be computed is nil.
struct Evaluator {
    let budget: Budget
    private(set) var faults: [Diagnostic] = []
    /// The elements of the splats around, the innermost last.
    var items: [Value] = []

    init(_ budget: Budget) {
        self.budget = budget
    }

    mutating func value(of expression: Expression, in scope: Scope) -> Value? {
        guard budget.enter() else {
            budget.leave()
            if let excess = budget.takeExcess() { note(excess, at: expression.range) }
            return nil
        }
        defer { budget.leave() }
        switch expression.form {
        case .literal(let value): return value
        case .reference(let reference): return value(of: reference, in: scope)
        case .template(let parts): return template(parts, expression.range, in: scope)
        case .wrapped(let inner), .parentheses(let inner): return value(of: inner, in: scope)
        case .call(let call): return value(of: call, expression.range, in: scope)
        case .tuple(let elements): return tuple(elements, expression.range, in: scope)
        case .object(let items): return object(items, expression.range, in: scope)
        case .steps(let source, let steps):
            return value(of: source, in: scope).flatMap { self.value(at: steps, in: $0) }
        case .index(let source, let key): return index(source, key, in: scope)
        case .splat(let source, let each): return splat(source, each, expression.range, in: scope)
        case .item: return items.last
        case .conditional(let condition, let then, let otherwise):
            return conditional(Choice(condition: condition, then: then, otherwise: otherwise), in: scope)
        case .unary(let unary, let operand): return value(of: unary, operand, in: scope)
        case .binary(let binary, let left, let right):
            return value(of: Operation(binary, left, right, expression.range), in: scope)
        case .comprehension(let comprehension): return value(of: comprehension, expression.range, in: scope)
        case .joined(let comprehension): return joined(comprehension, expression.range, in: scope)
        case .jsonString(let string): return value(of: string, in: scope)
        case .faulty: return nil
        }
    }

    private mutating func value(of string: JSONString, in scope: Scope) -> Value? {
        let parsed = string.template
        note(parsed.faults)
        return value(of: parsed.expression, in: scope)
    }
}

extension Evaluator {
    mutating func note(_ fault: EvaluationFault, at range: SourceRange) {
        faults.append(fault.diagnostic(at: range))
    }

    mutating func note(_ more: [Diagnostic]) {
        faults += more
    }

    /// Notes the fault, for what has no value.
    mutating func refuse<Result>(_ fault: EvaluationFault, at range: SourceRange) -> Result? {
        note(fault, at: range)
        return nil
    }

    /// The value, unless there is more in it than any configuration needs.
    mutating func limited(_ value: Value, at range: SourceRange) -> Value? {
        if value.weight > Value.weightLimit { return refuse(.tooLarge, at: range) }
        if value.depth > Value.depthLimit { return refuse(.tooNested, at: range) }
        return value
    }

    mutating func converted(_ value: Value, to type: ValueType, at range: SourceRange) -> Value? {
        budget.spend(on: value.weight)
        do { return try value.converted(to: type) } catch { return refuse(.conversion(error), at: range) }
    }

    /// What can be evaluated, and what went wrong when it cannot; of that nothing is noted. An excess of the budget is,
    /// for nothing makes up for it.
    mutating func attempt(_ expression: Expression, in scope: Scope) -> (value: Value?, faults: [Diagnostic]) {
        let before = faults.count
        let value = value(of: expression, in: scope)
        guard value == nil, budget.excess == nil else { return (value, []) }
        let found = Array(faults[before...])
        faults.removeSubrange(before...)
        return (nil, found)
    }
}
