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
        // This frame is on the stack once for every level. It binds nothing, as a debug build has room for each binding of
        // a switch apart.
        switch expression.form {
        case .literal, .item, .faulty: return settled(expression)
        case .reference: return reference(expression, in: scope)
        case .template: return template(expression, in: scope)
        case .wrapped, .parentheses, .jsonString: return inner(expression, in: scope)
        case .call: return call(expression, in: scope)
        case .tuple: return tuple(expression, in: scope)
        case .object: return object(expression, in: scope)
        case .steps: return steps(expression, in: scope)
        case .index: return index(expression, in: scope)
        case .splat: return splat(expression, in: scope)
        case .conditional: return conditional(expression, in: scope)
        case .unary: return unary(expression, in: scope)
        case .binary: return binary(expression, in: scope)
        case .comprehension, .joined: return comprehension(expression, in: scope)
        }
    }

    private func settled(_ expression: Expression) -> Value? {
        switch expression.form {
        case .literal(let value): value
        case .item: items.last
        default: nil
        }
    }

    private mutating func inner(_ expression: Expression, in scope: Scope) -> Value? {
        switch expression.form {
        case .wrapped(let inner), .parentheses(let inner): return value(of: inner, in: scope)
        case .jsonString(let string):
            let parsed = string.template
            note(parsed.faults)
            return value(of: parsed.expression, in: scope)
        default: return nil
        }
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
        budget.spend(onMaking: value.weight)
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
