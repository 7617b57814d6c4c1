internal import HCL
internal import Numbers
internal import Values

/// The value that a text from outside means, for a variable of a certain type.
enum OverriddenValue {
    static func primitive(_ text: String, _ type: ValueType) throws(OverrideFault) -> Value {
        switch type {
        case .string:
            return .string(text.composed)
        case .bool:
            guard let flag = Bool(word: text) else { throw .notFlag(text) }
            return .bool(flag)
        case .number:
            guard let number = FloatSyntax.value(of: text), number.isFinite else { throw .notNumber(text) }
            return .number(Number(number) ?? 0)
        default:
            throw .needsJSON(type)
        }
    }

    /// Comma-separated values, for a list, a set, a tuple, or a map of `key:value`.
    static func list(_ text: String, _ type: ValueType) throws(OverrideFault) -> Value {
        let fields = try fields(of: text, separator: UInt8(ascii: ","))
        switch type {
        case .list(let element): return .list(Elements(try values(fields, element, in: type)), of: element)
        case .set(let element): return .set(Elements(distinct: try values(fields, element, in: type)), of: element)
        case .map(let element): return .map(Members(try pairs(fields, element, in: type)), of: element)
        case .tuple(let types):
            guard types.count == fields.count else { throw .count(expected: types.count, found: fields.count) }
            var values: [Value] = []
            for (field, type) in zip(fields, types) { values.append(try primitive(field, type)) }
            return .tuple(Elements(values))
        default: throw .needsJSON(type)
        }
    }

    private static func values(
        _ fields: [String], _ element: ValueType, in type: ValueType
    ) throws(OverrideFault) -> [Value] {
        guard element.isPrimitive else { throw .needsJSON(type) }
        var values: [Value] = []
        for field in fields { values.append(try primitive(field, element)) }
        return values
    }

    private static func pairs(
        _ fields: [String], _ element: ValueType, in type: ValueType
    ) throws(OverrideFault) -> [String: Value] {
        guard element.isPrimitive else { throw .needsJSON(type) }
        var pairs: [String: Value] = [:]
        for field in fields {
            let parts = try self.fields(of: field, separator: UInt8(ascii: ":"))
            guard parts.count == 2 else { throw .notPair(field) }
            pairs[parts[0].composed] = try primitive(parts[1], element)
        }
        return pairs
    }

    private static func fields(of text: String, separator: UInt8) throws(OverrideFault) -> [String] {
        do {
            return try CSVFields(text, separator: separator).all
        } catch {
            throw .notList(text)
        }
    }
}
