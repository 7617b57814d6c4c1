internal import Numbers
internal import Values

/// Two operands and what is between them.
struct Operation {
    let name: BinaryOperator
    let left: Expression
    let right: Expression
    let range: SourceRange

    init(_ name: BinaryOperator, _ left: Expression, _ right: Expression, _ range: SourceRange) {
        self.name = name
        self.left = left
        self.right = right
        self.range = range
    }
}

extension Evaluator {
    mutating func value(of operation: Operation, in scope: Scope) -> Value? {
        switch operation.name {
        case .or: return logic(operation, decidedBy: true, in: scope)
        case .and: return logic(operation, decidedBy: false, in: scope)
        case .equal: return equality(operation, in: scope).map { .bool($0) }
        case .notEqual: return equality(operation, in: scope).map { .bool(!$0) }
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply, .divide, .remainder:
            let left = number(operation.left, of: operation.name.rawValue, in: scope)
            guard let right = number(operation.right, of: operation.name.rawValue, in: scope), let left else {
                return nil
            }
            return computed(operation, left, right)
        }
    }

    /// Either side alone can decide, and then it does not matter if the other has no value.
    private mutating func logic(_ operation: Operation, decidedBy decisive: Bool, in scope: Scope) -> Value? {
        let left = attempt(operation.left, in: scope)
        let right = attempt(operation.right, in: scope)
        guard budget.excess == nil else { return nil }
        let null = EvaluationFault.nullOperand(operation.name.rawValue)
        let before = faults.count
        let first = left.value.flatMap { truth(of: $0, at: operation.left.range, null: null) }
        let second = right.value.flatMap { truth(of: $0, at: operation.right.range, null: null) }
        guard faults.count == before else { return nil }
        if first == decisive || second == decisive { return .bool(decisive) }
        note(left.faults + right.faults)
        return first == nil || second == nil ? nil : .bool(!decisive)
    }

    private mutating func equality(_ operation: Operation, in scope: Scope) -> Bool? {
        let left = value(of: operation.left, in: scope)
        guard let right = value(of: operation.right, in: scope), let left else { return nil }
        budget.spend(on: min(left.weight, right.weight))
        return left == right
    }

    private mutating func number(_ operand: Expression, of name: String, in scope: Scope) -> Number? {
        guard let value = value(of: operand, in: scope) else { return nil }
        if value.isNull { return refuse(.nullOperand(name), at: operand.range) }
        if case .string = value, name == "+", (try? value.converted(to: .number)) == nil {
            return refuse(.sumOfStrings, at: operand.range)
        }
        guard case .number(let number)? = converted(value, to: .number, at: operand.range) else { return nil }
        return number
    }

    private mutating func computed(_ operation: Operation, _ left: Number, _ right: Number) -> Value? {
        let result: Number?
        switch operation.name {
        case .less: return .bool(left < right)
        case .lessOrEqual: return .bool(left <= right)
        case .greater: return .bool(left > right)
        case .greaterOrEqual: return .bool(left >= right)
        case .add: result = left + right
        case .subtract: result = left - right
        case .multiply: result = left * right
        case .divide: result = left / right
        case .remainder: result = left % right
        case .or, .and, .equal, .notEqual: result = nil
        }
        guard let result else {
            return refuse(.noResult("\(left) \(operation.name.rawValue) \(right)"), at: operation.range)
        }
        return .number(result)
    }

    mutating func value(of name: UnaryOperator, _ operand: Expression, in scope: Scope) -> Value? {
        switch name {
        case .negate: return number(operand, of: name.rawValue, in: scope).map { .number(-$0) }
        case .not:
            guard let value = value(of: operand, in: scope) else { return nil }
            return truth(of: value, at: operand.range, null: .nullOperand(name.rawValue)).map { .bool(!$0) }
        }
    }
}
