extension Value: Hashable {
    /// As the language's `==` has it: only values of one type are equal (no list equals a tuple), but for nulls, which
    /// all are.
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.string(let left), .string(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.list(let left, let type), .list(let right, let other)),
            (.set(let left, let type), .set(let right, let other)):
            type == other && left.values == right.values
        case (.map(let left, let type), .map(let right, let other)): type == other && left.all == right.all
        case (.tuple(let left), .tuple(let right)): left.values == right.values
        case (.object(let left), .object(let right)): left.all == right.all
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .string(let text): hasher.combine(text)
        case .number(let number): hasher.combine(number)
        case .bool(let bool): hasher.combine(bool)
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): hasher.combine(elements.values)
        case .map(let members, _), .object(let members): hasher.combine(members.all)
        }
    }
}
