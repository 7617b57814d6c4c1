internal import Values

// Tuples and objects, and how one gets at what is in them.
extension Evaluator {
    mutating func tuple(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .tuple(let elements) = expression.form else { return nil }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            if let value = value(of: element, in: scope) { values.append(value) }
        }
        return values.count == elements.count ? limited(.tuple(values), at: expression.range) : nil
    }

    mutating func object(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .object(let items) = expression.form else { return nil }
        var members: [Members.Member] = []
        members.reserveCapacity(items.count)
        var namesOfJSON: Set<String> = []
        for item in items {
            let name = name(item.key, in: scope)
            // In the native syntax the last one counts.
            if case .jsonString = item.key.form, let name, !namesOfJSON.insert(name).inserted {
                return refuse(.repeatedKey(name), at: item.key.range)
            }
            if let value = value(of: item.value, in: scope), let name {
                members.append(Members.Member(name: name, value: value))
            }
        }
        return members.count == items.count ? limited(.object(Members(members)), at: expression.range) : nil
    }

    /// What stands for a name among members.
    mutating func name(_ key: Expression, in scope: Scope) -> String? {
        guard let value = value(of: key, in: scope) else { return nil }
        switch value {
        case .string(let name): return name
        case .null: return refuse(.nullKey, at: key.range)
        default:
            if case .string(let name) = try? value.converted(to: .string) { return name }
            return refuse(.keyOfType(value.kind), at: key.range)
        }
    }

    mutating func reference(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .reference(let reference) = expression.form else { return nil }
        guard let value = scope.variable(reference.root) else {
            return refuse(
                .unknownVariable(reference.root, meant: meant(by: reference, in: scope)), at: reference.rootRange)
        }
        return reference.steps.isEmpty ? value : self.value(at: reference.steps, in: value)
    }

    private func meant(by reference: Reference, in scope: Scope) -> String? {
        let names = scope.variableNames
        // As Terraform has it.
        if reference.root == "var" || reference.root == "local",
            case .attribute(let name)? = reference.steps.first?.kind,
            names.contains(name)
        {
            return name
        }
        return Spelling.nearest(to: reference.root, among: names)
    }

    mutating func steps(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .steps(let source, let steps) = expression.form else { return nil }
        return value(of: source, in: scope).flatMap { value(at: steps, in: $0) }
    }

    private mutating func value(at steps: [Step], in source: Value) -> Value? {
        var value = source
        for step in steps {
            do throws(EvaluationFault) {
                value =
                    switch step.kind {
                    case .attribute(let name): try value.attribute(name)
                    case .index(let key): try value.element(at: key)
                    }
            } catch {
                return refuse(error, at: step.range)
            }
        }
        return value
    }

    mutating func index(_ expression: Expression, in scope: Scope) -> Value? {
        guard case .index(let source, let key) = expression.form else { return nil }
        let value = value(of: source, in: scope)
        guard let index = self.value(of: key, in: scope), let value else { return nil }
        do throws(EvaluationFault) { return try value.element(at: index) } catch { return refuse(error, at: key.range) }
    }
}
