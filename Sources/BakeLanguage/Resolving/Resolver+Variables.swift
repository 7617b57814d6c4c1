internal import HCL
internal import Values

extension Resolver {
    /// Computes the variable or top-level attribute of a name. Does nothing for a name that nobody defines.
    func resolveValue(_ name: String, at range: SourceRange?) throws(Diagnostics) {
        switch progress[name] {
        case .done: return
        case .faulty: throw .reported
        case .underWay: throw Diagnostics(ResolutionFault.cycle(name).diagnostic(at: range))
        case nil: break
        }
        guard overrides.builtIns[name] != nil || attributes[name] != nil || variables[name] != nil else { return }
        progress[name] = .underWay
        let isDone = reporting { () throws(Diagnostics) in
            try descending(at: range) { () throws(Diagnostics) in
                root.variables[name] = try value(of: name)
            }
        }
        progress[name] = isDone ? .done : .faulty
        if !isDone { throw .reported }
    }

    private func value(of name: String) throws(Diagnostics) -> Value {
        if let text = overrides.builtIns[name] { return .string(text) }
        let variable = variables[name]
        // A top-level attribute of the name is the variable's default, and then its type does not count.
        if let attribute = attributes[name] {
            let value = try evaluate(attribute, in: root)
            return try variable.map { variable throws(Diagnostics) in try overridden(variable, value, nil) } ?? value
        }
        guard let variable else { return .null(.any) }
        let type = try type(of: variable)
        types[name] = type
        return try overridden(variable, try fallback(of: variable, type), type)
    }

    /// Nil for a variable that has no type, whose default tells it.
    private func type(of variable: VariableBlock) throws(Diagnostics) -> ValueType? {
        guard let expression = variable.type else { return nil }
        if case .literal(.null) = expression.form { return nil }
        return try ValueType(expression: expression)
    }

    /// Nil when there is no default.
    private func fallback(of variable: VariableBlock, _ type: ValueType?) throws(Diagnostics) -> Value? {
        guard let fallback = variable.fallback else { return nil }
        let value = try evaluate(fallback, in: root)
        guard let type else { return value }
        do throws(ConversionFault) {
            return try value.converted(to: type)
        } catch {
            throw Diagnostics(
                ResolutionFault.fallback(variable.name, error, type).diagnostic(at: fallback.expression.range))
        }
    }

    /// The value from outside, where there is one, else the default.
    private func overridden(
        _ variable: VariableBlock, _ fallback: Value?, _ type: ValueType?
    ) throws(Diagnostics) -> Value {
        let override = overrides.override(of: variable.name, prefersJSON: type != nil) { variables[$0] != nil }
        guard let override else { return fallback ?? type.map(Value.null) ?? .string("") }
        do throws(OverrideFault) {
            return try Self.value(override, type, fallback)
        } catch {
            throw Diagnostics(
                ResolutionFault.override(variable.name, error).diagnostic(at: variable.range))
        }
    }

    private static func value(
        _ override: VariableOverrides.Override, _ type: ValueType?, _ fallback: Value?
    ) throws(OverrideFault) -> Value {
        if let type {
            if override.isJSON { return try json(override.text, type) }
            return switch type {
            case .list, .set, .tuple, .map: try OverriddenValue.list(override.text, type)
            default: try OverriddenValue.primitive(override.text, type)
            }
        }
        guard let type = fallback?.type, type != .any else { return .string(override.text.composed) }
        return try OverriddenValue.primitive(override.text, type)
    }

    private static func json(_ text: String, _ type: ValueType) throws(OverrideFault) -> Value {
        do {
            return try Value(json: text, as: type)
        } catch {
            throw .notJSON("\(error)")
        }
    }

    /// Holds every variable against its rules.
    func validate() {
        for name in variableOrder where progress[name] == .done {
            guard let variable = variables[name] else { continue }
            for validation in variable.validations {
                _ = reporting { () throws(Diagnostics) in try hold(variable, against: validation) }
            }
        }
    }

    private func hold(
        _ variable: VariableBlock, against validation: VariableBlock.Validation
    ) throws(Diagnostics) {
        let range = validation.condition.expression.range
        let value = try evaluate(validation.condition, in: root)
        guard case .bool(let holds) = try? value.converted(to: .bool) else {
            throw Diagnostics(ResolutionFault.notCondition(value.kind).diagnostic(at: range))
        }
        if holds { return }
        let message = try validation.message.map { message throws(Diagnostics) in try evaluate(message, in: root) }
        var text: String?
        if case .string(let message) = message { text = message }
        throw Diagnostics(ResolutionFault.invalid(variable.name, text).diagnostic(at: range))
    }
}
