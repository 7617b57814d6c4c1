internal import Values

/// An object in the making, which leaves out what is empty.
struct ObjectWriter {
    private(set) var members: [JSON.Member]

    init(_ members: [JSON.Member] = []) {
        self.members = members
    }

    mutating func set(_ name: String, _ value: JSON) { members.append(JSON.Member(name, value)) }

    mutating func set(_ name: String, text: String?) {
        if let text { set(name, .string(text)) }
    }

    mutating func set(_ name: String, texts: [String]) {
        if !texts.isEmpty { set(name, .array(texts.map(JSON.string))) }
    }

    mutating func set(_ name: String, set names: Set<ExactText>) {
        if !names.isEmpty { set(name, .object(names.map { JSON.Member($0.text, .object([])) })) }
    }

    mutating func set(_ name: String, number: Int64) {
        if number != 0 { set(name, .integer(number)) }
    }
}
