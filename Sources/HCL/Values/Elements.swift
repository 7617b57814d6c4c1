/// Values in a row, and what they weigh together.
package struct Elements: Sendable {
    package let values: [Value]
    /// How much there is in it, at any depth; see `Value.weight`.
    package let weight: Int

    package init(_ values: [Value]) {
        self.values = values
        weight = values.reduce(1) { $0 &+ $1.weight }
    }
}

/// Values under names, in the order of the names, and what they weigh together.
package struct Members: Sendable {
    package struct Member: Sendable {
        package let name: String
        package let value: Value
    }

    package let all: [Member]
    package let weight: Int

    package init(_ values: [String: Value]) {
        all = values.map { Member(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
        weight = all.reduce(1) { $0 &+ $1.name.utf8.count &+ $1.value.weight }
    }

    package subscript(name: String) -> Value? {
        var range = all.startIndex..<all.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if all[middle].name == name { return all[middle].value }
            range = all[middle].name < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}

extension Value {
    /// How much is in the value: a byte of a string, or an element, counts as one. What grows beyond a limit is refused
    /// (`Scope`), so a small file cannot ask for more than there is memory: `[x, x]` forty times over shares its parts,
    /// and still has 2^40 of them.
    package var weight: Int {
        switch self {
        case .null, .number, .bool: 1
        case .string(let text): 1 &+ text.utf8.count
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements.weight
        case .map(let members, _), .object(let members): members.weight
        }
    }
}
