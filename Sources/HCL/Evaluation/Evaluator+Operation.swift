internal import Numbers
internal import Values

/// Two operands and what is between them.
private struct Operation {
    let name: BinaryOperator
    let left: Expression
    let right: Expression
    let range: SourceRange
}

extension Evaluator {
    mutating func binary(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .binary(let name, let left, let right) = expression.form else { return nil }
        let operation = Operation(name: name, left: left, right: right, range: expression.range)
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

    /// Either side alone can decide, and then it does not matter if the other has no value, as long as it could have been a
    /// bool. As bake has it, null decides `&&` and does nothing for `||`.
    private mutating func logic(_ operation: Operation, decidedBy decisive: Bool, in scope: Scope) -> Value? {
        let left = attempt(operation.left, in: scope)
        let right = attempt(operation.right, in: scope)
        guard budget.excess == nil else { return nil }
        let before = faults.count
        let sides = [side(left.value, operation.left), side(right.value, operation.right)]
        guard faults.count == before else {
            note(left.faults + right.faults)
            return nil
        }
        if sides.contains(.bool(decisive)) { return .bool(decisive) }
        if !decisive, sides.contains(.null(.bool)) { return .bool(false) }
        note(left.faults + right.faults)
        for (side, operand) in zip(sides, [operation.left, operation.right]) where side?.isNull == true {
            note(.nullOperand(operation.name.rawValue), at: operand.range)
        }
        return sides.contains { $0?.isNull ?? true } ? nil : .bool(!decisive)
    }

    /// A bool or null; nil where the operand is neither, which is noted, or has no value.
    private mutating func side(_ value: Value?, _ operand: Expression) -> Value? {
        guard let value else {
            let type = operand.typeDespiteFaults
            if type.isConvertible(to: .bool, safely: false) { return nil }
            let fault = ConversionFault(.mismatch(expected: .bool, found: type.withArticle))
            return refuse(.conversion(fault), at: operand.range)
        }
        if case .null(.any) = value { return .null(.bool) }
        return converted(value, to: .bool, at: operand.range)
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

    mutating func unary(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .unary(let name, let operand) = expression.form else { return nil }
        switch name {
        case .negate: return number(operand, of: name.rawValue, in: scope).map { .number(-$0) }
        case .not:
            guard let value = value(of: operand, in: scope) else { return nil }
            return truth(of: value, at: operand.range, null: .nullOperand(name.rawValue)).map { .bool(!$0) }
        }
    }
}
