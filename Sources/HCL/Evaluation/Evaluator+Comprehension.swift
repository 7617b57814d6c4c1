internal import Numbers
internal import Values

extension Evaluator {
    mutating func comprehension(_ expression: Expression, in scope: Scope) -> Value? {
        switch expression.form {
        case .comprehension(let comprehension): return value(of: comprehension, expression.range, in: scope)
        case .joined(let comprehension):
            guard case .tuple(let elements)? = value(of: comprehension, expression.range, in: scope) else { return nil }
            return joined(elements, of: comprehension, at: expression.range)
        default: return nil
        }
    }

    private mutating func value(of comprehension: Comprehension, _ range: SourceRange, in scope: Scope) -> Value? {
        guard let collection = value(of: comprehension.collection, in: scope) else { return nil }
        guard !collection.isNull else { return refuse(.iterationOverNull, at: comprehension.collection.range) }
        guard let pairs = collection.pairs else {
            return refuse(.iteration(over: collection.kind), at: comprehension.collection.range)
        }
        let inner = Scope(parent: scope)
        if pairs.count == 0, comprehension.hasFixedCondition, isWanted(comprehension, in: inner) == nil { return nil }
        return comprehension.key == nil
            ? tuple(of: comprehension, over: pairs, range, in: inner)
            : object(of: comprehension, over: pairs, range, in: inner)
    }

    private mutating func tuple(
        of comprehension: Comprehension, over pairs: Pairs, _ range: SourceRange, in scope: Scope
    ) -> Value? {
        var values: [Value] = []
        var weight = Value.ownWeight
        for index in 0..<pairs.count {
            bind(pairs.pair(index), of: comprehension, in: scope)
            guard let isWanted = isWanted(comprehension, in: scope) else { return nil }
            guard isWanted else { continue }
            guard let value = value(of: comprehension.value, in: scope) else { return nil }
            weight = weight.saturatingSum(value.weight)
            guard weight <= Value.weightLimit else { return refuse(.tooLarge, at: range) }
            values.append(value)
        }
        return limited(.tuple(values), at: range)
    }

    private mutating func object(
        of comprehension: Comprehension, over pairs: Pairs, _ range: SourceRange, in scope: Scope
    ) -> Value? {
        var groups: [String: [Value]] = [:]
        var weight = Value.ownWeight
        for index in 0..<pairs.count {
            bind(pairs.pair(index), of: comprehension, in: scope)
            guard let isWanted = isWanted(comprehension, in: scope) else { return nil }
            guard isWanted, let key = comprehension.key else { continue }
            guard let name = name(key, in: scope), let value = value(of: comprehension.value, in: scope) else {
                return nil
            }
            weight = weight.saturatingSum(value.weight)
            guard weight <= Value.weightLimit else { return refuse(.tooLarge, at: range) }
            groups[name, default: []].append(value)
            guard comprehension.groups || groups[name]?.count == 1 else { return refuse(.sameKey(name), at: key.range) }
        }
        let members = groups.map { name, values in
            Members.Member(name: name, value: comprehension.groups ? .tuple(values) : values[0])
        }
        return limited(.object(Members(members)), at: range)
    }

    private func bind(_ pair: (key: Value, value: Value), of comprehension: Comprehension, in scope: Scope) {
        if let name = comprehension.keyName { scope.variables[name] = pair.key }
        scope.variables[comprehension.valueName] = pair.value
    }

    private mutating func isWanted(_ comprehension: Comprehension, in scope: Scope) -> Bool? {
        guard let condition = comprehension.condition else { return true }
        guard let value = value(of: condition, in: scope) else { return nil }
        return truth(of: value, at: condition.range, null: .nullCondition)
    }
}

extension Comprehension {
    /// Whether the condition is the same for all elements, so that what is wrong with it is wrong when there are none.
    fileprivate var hasFixedCondition: Bool {
        guard let condition else { return false }
        return !condition.dependencies.references.contains { $0.root == valueName || $0.root == keyName }
    }
}

/// What can be iterated over: elements under their indices (those of a set under themselves), members under their names.
enum Pairs {
    case elements([Value])
    case distinct([Value])
    case members([Members.Member])

    var count: Int {
        switch self {
        case .elements(let values), .distinct(let values): values.count
        case .members(let members): members.count
        }
    }

    func pair(_ index: Int) -> (key: Value, value: Value) {
        switch self {
        case .elements(let values): (.number(Number(index)), values[index])
        case .distinct(let values): (values[index], values[index])
        case .members(let members): (.string(members[index].name), members[index].value)
        }
    }
}

extension Value {
    /// Nil for what has no parts.
    var pairs: Pairs? {
        switch self {
        case .list(let elements, _), .tuple(let elements): .elements(elements.values)
        case .set(let elements, _): .distinct(elements.values)
        case .map(let members, _), .object(let members): .members(members.all)
        case .null, .string, .number, .bool: nil
        }
    }
}
