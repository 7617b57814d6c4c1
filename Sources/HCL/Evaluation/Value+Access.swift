internal import Numbers
internal import Values

extension Value {
    /// `value.name`
    func attribute(_ name: String) throws(EvaluationFault) -> Value {
        switch self {
        case .object(let members), .map(let members, _):
            guard let value = members[name] else {
                throw .noAttribute(name, meant: Spelling.nearest(to: name, among: members.names), among: members.names)
            }
            return value
        case .null: throw .attributeOfNull(name)
        case .list, .set, .tuple: throw .attributeOfSequence(name, kind)
        case .string, .number, .bool: throw .attributeOfPrimitive(name, kind)
        }
    }

    /// `value[key]`
    func element(at key: Value) throws(EvaluationFault) -> Value {
        switch self {
        case .null: throw .elementOfNull
        case .set: throw .elementOfSet
        case .string, .number, .bool: throw .elementOfPrimitive(kind)
        case .list(let elements, _), .tuple(let elements): return try elements.element(at: key)
        case .object(let members), .map(let members, _):
            guard !key.isNull else { throw .nullIndex }
            guard case .string(let name) = try? key.converted(to: .string) else { throw .nameOfType(key.kind) }
            guard let value = members[name] else {
                throw .noElement(name, meant: Spelling.nearest(to: name, among: members.names))
            }
            return value
        }
    }
}

extension Elements {
    fileprivate func element(at key: Value) throws(EvaluationFault) -> Value {
        guard !key.isNull else { throw .nullIndex }
        guard case .number(let number) = try? key.converted(to: .number) else { throw .indexOfType(key.kind) }
        guard number.isInteger else { throw .brokenIndex(number.description) }
        guard let index = number.integer, values.indices.contains(index) else {
            throw .noIndex(number.description, count: count)
        }
        return values[index]
    }
}
