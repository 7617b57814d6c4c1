internal import Values

/// A value that is passed to a function, and where it was written.
private struct Argument {
    let value: Value
    let range: SourceRange
}

extension Evaluator {
    mutating func call(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .call(let call) = expression.form else { return nil }
        let range = expression.range
        if let form = SpecialForm(rawValue: call.name) { return value(of: form, call, range, in: scope) }
        guard let function = scope.function(call.name) else {
            return refuse(.unknownFunction(call.name, meant: meant(by: call.name, in: scope)), at: call.nameRange)
        }
        guard let arguments = arguments(of: call, in: scope), isCount(arguments, of: call, right: function, range)
        else {
            return nil
        }
        return converted(arguments, for: function).flatMap { apply(function, to: $0, arguments, call, range) }
    }

    private func meant(by name: String, in scope: Scope) -> String? {
        Spelling.nearest(to: name, among: scope.functionNames)
    }

    private mutating func arguments(of call: Call, in scope: Scope) -> [Argument]? {
        var arguments: [Argument] = []
        arguments.reserveCapacity(call.arguments.count)
        var isSound = true
        for (index, expression) in call.arguments.enumerated() {
            guard let value = value(of: expression, in: scope) else {
                isSound = false
                continue
            }
            guard call.expandsLast, index == call.arguments.count - 1 else {
                arguments.append(Argument(value: value, range: expression.range))
                continue
            }
            guard !value.isNull else { return refuse(.expansionOfNull, at: expression.range) }
            guard let elements = value.sequence else { return refuse(.expansion(of: value.kind), at: expression.range) }
            arguments += elements.values.map { Argument(value: $0, range: expression.range) }
        }
        return isSound ? arguments : nil
    }

    private mutating func isCount(
        _ arguments: [Argument], of call: Call, right function: Function, _ range: SourceRange
    ) -> Bool {
        let wanted = function.parameters.count
        if arguments.count < wanted {
            let missing = function.parameters[arguments.count].name
            note(.missingArgument(call.name, missing, atLeast: function.variadic != nil, count: wanted), at: range)
            return false
        }
        if arguments.count > wanted, function.variadic == nil {
            note(.extraArguments(call.name, count: wanted), at: arguments[wanted].range)
            return false
        }
        return true
    }

    private mutating func converted(_ arguments: [Argument], for function: Function) -> [Value]? {
        var values: [Value] = []
        values.reserveCapacity(arguments.count)
        for (index, argument) in arguments.enumerated() {
            guard let parameter = function.parameter(index) else { return nil }
            if argument.value.isNull, !parameter.allowsNull {
                note(.nullArgument(parameter.name), at: argument.range)
            } else if let value = value(of: argument, for: parameter) {
                values.append(value)
            }
        }
        return values.count == arguments.count ? values : nil
    }

    private mutating func value(of argument: Argument, for parameter: Function.Parameter) -> Value? {
        budget.spend(on: argument.value.weight)
        do { return try argument.value.converted(to: parameter.type) } catch {
            return refuse(.argument(parameter.name, error.description), at: argument.range)
        }
    }

    private mutating func apply(
        _ function: Function, to values: [Value], _ arguments: [Argument], _ call: Call, _ range: SourceRange
    ) -> Value? {
        do throws(CallFailure) {
            let result = try function.apply(values)
            budget.spend(onMaking: result.weight)
            return limited(result, at: range)
        } catch {
            switch error {
            case .argument(let index, let reason):
                let place = arguments.indices.contains(index) ? arguments[index].range : range
                return refuse(.argument(function.parameter(index)?.name ?? call.name, reason), at: place)
            case .failed(let reason): return refuse(.call(call.name, reason), at: range)
            case .within(let diagnostics):
                note(diagnostics.all.map { $0.called(call.name, at: range) })
                return nil
            }
        }
    }
}

extension Function {
    fileprivate func parameter(_ index: Int) -> Parameter? {
        parameters.indices.contains(index) ? parameters[index] : variadic
    }
}

extension Diagnostic {
    /// Tells of the call that led to it, unless it is one of many.
    fileprivate func called(_ name: String, at range: SourceRange) -> Diagnostic {
        guard notes.count < 4 else { return self }
        var diagnostic = self
        diagnostic.notes.append(Note("in this call of \"\(name)\"", range))
        return diagnostic
    }
}
