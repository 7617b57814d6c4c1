enum FormatFunctions {
    static var table: [String: Function] {
        [
            "format": .taking([.text("format")], variadic: .anythingOrNull("args")) { arguments throws(CallFailure) in
                let format = try FormatString(try arguments.text(0))
                return Value(text: try format.formatted(Array(arguments.values.dropFirst()), first: 1))
            },
            "formatlist": .taking([.text("format")], variadic: .anythingOrNull("args"), reading: list),
        ]
    }

    /// One text for each round: of a list its elements in turn, of all else the same value in each.
    private static func list(_ arguments: Arguments) throws(CallFailure) -> Value {
        let format = try FormatString(try arguments.text(0))
        let values = Array(arguments.values.dropFirst())
        let rounds = try roundCount(values)
        var texts: [Value] = []
        var weight = 0
        for round in 0..<rounds {
            let text = try format.formatted(values.map { $0.sequence?.values[round] ?? $0 }, first: 1)
            weight += Value.ownWeight + text.utf8.count
            try ResultLimit.check(weight)
            texts.append(Value(text: text))
        }
        return .list(texts, of: .string)
    }

    private static func roundCount(_ values: [Value]) throws(CallFailure) -> Int {
        var first: (index: Int, count: Int)?
        for (index, value) in values.enumerated() {
            guard let elements = value.sequence else { continue }
            if let first, first.count != elements.count {
                throw .argument(
                    index + 1,
                    reason: "has \(elements.count) elements, but argument \(first.index + 2) has \(first.count)")
            }
            first = first ?? (index, elements.count)
        }
        return first?.count ?? 1
    }
}
