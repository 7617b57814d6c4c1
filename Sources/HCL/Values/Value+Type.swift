extension Value {
    package var type: ValueType {
        var survey = TypeSurvey()
        return survey.type(of: self)
    }

    /// How messages call the value: `a string`, `a list of number`, `null`.
    package var kind: String {
        isNull ? "null" : type.withArticle
    }
}

/// Finds types. The parts of large values may be shared many times over, so where a part is seen again its type is not
/// computed again.
private struct TypeSurvey {
    private struct Place: Hashable {
        let address: UnsafeRawPointer?
    }

    private var known: [Place: ValueType] = [:]

    mutating func type(of value: Value) -> ValueType {
        switch value {
        case .null(let type): return type
        case .string: return .string
        case .number: return .number
        case .bool: return .bool
        case .list(_, let element): return .list(element)
        case .set(_, let element): return .set(element)
        case .map(_, let element): return .map(element)
        case .tuple(let elements):
            let place = elements.values.withUnsafeBytes { Place(address: $0.baseAddress) }
            return remembered(at: place, weight: elements.weight) { survey in
                .tuple(elements.values.map { survey.type(of: $0) })
            }
        case .object(let members):
            let place = members.all.withUnsafeBytes { Place(address: $0.baseAddress) }
            return remembered(at: place, weight: members.weight) { survey in
                survey.type(of: members)
            }
        }
    }

    private mutating func type(of members: Members) -> ValueType {
        var attributes: [String: ValueType.ObjectAttribute] = [:]
        attributes.reserveCapacity(members.count)
        for member in members.all { attributes[member.name] = ValueType.ObjectAttribute(type(of: member.value)) }
        return .object(attributes)
    }

    private mutating func remembered(
        at place: Place, weight: Int, _ compute: (inout TypeSurvey) -> ValueType
    ) -> ValueType {
        guard weight > 1000 * Value.ownWeight else { return compute(&self) }
        if let type = known[place] { return type }
        let type = compute(&self)
        known[place] = type
        return type
    }
}
