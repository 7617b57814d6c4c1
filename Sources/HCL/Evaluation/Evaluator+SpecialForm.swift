internal import Values

extension Evaluator {
    mutating func value(of form: SpecialForm, _ call: Call, _ range: SourceRange, in scope: Scope) -> Value? {
        switch form {
        case .try: return first(of: call, range, in: scope)
        case .can:
            guard let argument = sole(call, range) else { return nil }
            let value = attempt(argument, in: scope).value
            return budget.excess == nil ? .bool(value != nil) : nil
        case .convert: return conversion(call, range, in: scope)
        }
    }

    private mutating func first(of call: Call, _ range: SourceRange, in scope: Scope) -> Value? {
        guard !call.arguments.isEmpty else { return refuse(.nothingToTry, at: range) }
        var found: [Diagnostic] = []
        var isReported = false
        for (index, argument) in call.arguments.enumerated() {
            let (value, faults) = attempt(argument, in: scope)
            guard budget.excess == nil else { return nil }
            if let value {
                guard call.expandsLast, index == call.arguments.count - 1 else { return value }
                if let first = value.sequence?.values.first { return first }
            }
            if value == nil, faults.isEmpty { isReported = true }
            found += faults
        }
        return isReported
            ? nil : refuse(.allFailed(found.prefix(5).map { Diagnostic.Note($0.message, $0.range) }), at: range)
    }

    private mutating func conversion(_ call: Call, _ range: SourceRange, in scope: Scope) -> Value? {
        guard call.arguments.count >= 2 else {
            return refuse(
                .missingArgument(call.name, call.arguments.isEmpty ? "value" : "type", atLeast: false, count: 2),
                at: range)
        }
        guard call.arguments.count == 2 else {
            return refuse(.extraArguments(call.name, count: 2), at: call.arguments[2].range)
        }
        let value = value(of: call.arguments[0], in: scope)
        var type: ValueType?
        do { type = try ValueType(expression: call.arguments[1]) } catch { note(error.all) }
        guard let value, let type, let result = converted(value, to: type, at: call.arguments[0].range) else {
            return nil
        }
        return limited(result, at: range)
    }

    private mutating func sole(_ call: Call, _ range: SourceRange) -> Expression? {
        switch call.arguments.count {
        case 0: refuse(.missingArgument(call.name, "expression", atLeast: false, count: 1), at: range)
        case 1: call.arguments[0]
        default: refuse(.extraArguments(call.name, count: 1), at: call.arguments[1].range)
        }
    }
}
