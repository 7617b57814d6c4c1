internal import Numbers

extension Elements {
    /// The elements of a set: each once, in the order that sets have. Strings stand in the order of their bytes, numbers
    /// and bools in theirs, null comes last. What is made of parts is ordered by a text that spells it out.
    package init(distinct values: [Value]) {
        var seen: Set<Value> = []
        let distinct = values.filter { seen.insert($0).inserted }
        switch distinct.first(where: { !$0.isNull }) {
        case .list, .set, .map, .tuple, .object:
            let spelled = distinct.map { (value: $0, key: SetKey(of: $0).bytes) }
            self.init(spelled.sorted { Self.precedes($0, $1) }.map(\.value))
        case .string, .number, .bool, .null, nil:
            self.init(distinct.sorted(by: Self.precedes))
        }
    }

    private typealias Spelled = (value: Value, key: [UInt8])

    private static func precedes(_ left: Spelled, _ right: Spelled) -> Bool {
        if left.value.isNull || right.value.isNull { return !left.value.isNull }
        return left.key.lexicographicallyPrecedes(right.key)
    }

    private static func precedes(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left.precedesInBytes(right)
        case (.number(let left), .number(let right)): left < right
        case (.bool(let left), .bool(let right)): !left && right
        default: !left.isNull && right.isNull
        }
    }
}
