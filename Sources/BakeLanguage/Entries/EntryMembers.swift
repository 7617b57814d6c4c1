internal import HCL
internal import Numbers

/// The members of an object or a map that an entry is read from. What is null is as good as missing where one member is
/// asked for.
struct EntryMembers {
    let all: [Members.Member]

    init(_ value: Value) throws(EntryFault) {
        switch value {
        case .object(let members), .map(let members, _): all = members.all
        case .null: throw .null(name: nil)
        default: throw .wrongType(name: nil, expected: "a string or an object", found: value.noun)
        }
    }

    private subscript(name: String) -> Value? {
        let value = all.first { $0.name == name }?.value
        if case .null = value { return nil }
        return value
    }

    func text(_ name: String) throws(EntryFault) -> String? {
        guard let value = self[name] else { return nil }
        return try value.text(of: name)
    }

    func texts(_ name: String) throws(EntryFault) -> [String]? {
        switch self[name] {
        case nil: return nil
        case .list(let elements, _), .set(let elements, _), .tuple(let elements):
            var texts: [String] = []
            for element in elements.values { texts.append(try element.text(of: name)) }
            return texts
        case let value?: throw .wrongType(name: name, expected: "a list of strings", found: value.noun)
        }
    }

    func integer(_ name: String) throws(EntryFault) -> Int64? {
        switch self[name] {
        case nil: return nil
        case .number(let number):
            guard let integer = number.integer else { throw .notWholeNumber("\(number)", key: name) }
            return Int64(integer)
        case .string(let text):
            guard let integer = Number(text)?.integer else { throw .notWholeNumber(text, key: name) }
            return Int64(integer)
        case let value?: throw .wrongType(name: name, expected: "a number", found: value.noun)
        }
    }

    /// Every member as text.
    func texts() throws(EntryFault) -> [String: String] {
        var texts: [String: String] = [:]
        for member in all { texts[member.name] = try member.value.text(of: member.name) }
        return texts
    }
}

extension Value {
    /// The text of a string, a number or a boolean.
    func text(of name: String) throws(EntryFault) -> String {
        switch self {
        case .string(let text): return text
        case .number(let number): return "\(number)"
        case .bool(let value): return "\(value)"
        case .null: throw .null(name: name)
        default: throw .wrongType(name: name, expected: "a string", found: noun)
        }
    }

    /// What it is, for messages.
    var noun: String {
        switch self {
        case .null: "null"
        case .string: "a string"
        case .number: "a number"
        case .bool: "a boolean"
        case .list, .tuple: "a list"
        case .set: "a set"
        case .map, .object: "an object"
        }
    }

    /// A map of strings.
    static func texts(_ texts: [String: String]) -> Value {
        .map(Members(texts.mapValues(Value.string)), of: .string)
    }
}
