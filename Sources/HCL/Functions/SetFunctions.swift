enum SetFunctions {
    static var table: [String: Function] {
        [
            "sethaselement": .taking([.set("set"), .anything("elem")]) { arguments throws(CallFailure) in
                .bool(try arguments.elements(0).contains(arguments[1]))
            },
            "setunion": operation { $0 + $1 },
            "setintersection": operation { left, right in
                let others = Set(right)
                return left.filter { others.contains($0) }
            },
            "setsymmetricdifference": operation { left, right in
                let (ours, theirs) = (Set(left), Set(right))
                return left.filter { !theirs.contains($0) } + right.filter { !ours.contains($0) }
            },
            "setsubtract": .taking([.set("a"), .set("b")]) { arguments throws(CallFailure) in
                try fold(arguments) { left, right in
                    let others = Set(right)
                    return left.filter { !others.contains($0) }
                }
            },
            "setproduct": .taking([], variadic: .anything("sets"), reading: product),
        ]
    }

    private static func operation(_ combine: @escaping ([Value], [Value]) -> [Value]) -> Function {
        .taking([.set("first_set")], variadic: .set("other_sets")) { arguments throws(CallFailure) in
            try fold(arguments, combine)
        }
    }

    private static func fold(
        _ arguments: Arguments, _ combine: ([Value], [Value]) -> [Value]
    ) throws(CallFailure) -> Value {
        // An empty set of anything goes with all others.
        let types = arguments.values.filter { $0.sequence?.isEmpty == false || $0.type.element != .any }.map(\.type)
        let common = types.isEmpty ? .set(.any) : ValueType.unified(types)
        // Nulls of no type stand beside strings, but what is made of parts has none that they could take.
        guard let common, case .set(let element) = common, element != .any || types.allSatisfy({ $0 == common }) else {
            throw .failed(reason: "the elements of the sets have no type in common")
        }
        var result: [Value] = []
        for (index, value) in arguments.values.enumerated() {
            let elements = try value.asArgument(index, common).sequence?.values ?? []
            result = index == 0 ? elements : combine(result, elements)
        }
        return .set(result, of: element)
    }

    private static func product(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard arguments.count > 1 else { throw .failed(reason: "at least two sets or lists are needed") }
        var factors: [Factor] = []
        for index in 0..<arguments.count { factors.append(try Factor(arguments[index], at: index)) }
        try checkProduct(factors)
        // With an empty factor nothing may be made of the others, which were not counted.
        let isEmpty = factors.contains(where: \.elements.isEmpty)
        var combinations: [[Value]] = isEmpty ? [] : [[]]
        for factor in factors where !isEmpty {
            combinations = combinations.flatMap { start in factor.elements.map { start + [$0] } }
        }
        let tuples = combinations.map { Value.tuple($0) }
        let type = ValueType.tuple(factors.map(\.type))
        return factors.contains(where: \.isSet) ? .set(tuples, of: type) : .list(tuples, of: type)
    }

    private struct Factor {
        let elements: [Value]
        let type: ValueType
        let isSet: Bool

        init(_ value: Value, at index: Int) throws(CallFailure) {
            switch value {
            case .set(let elements, let type): (self.elements, self.type, isSet) = (elements.values, type, true)
            case .list(let elements, let type): (self.elements, self.type, isSet) = (elements.values, type, false)
            case .tuple(let elements):
                let types = elements.values.map(\.type)
                guard let type = types.isEmpty ? .any : ValueType.unified(types) else {
                    throw .argument(index, reason: "its elements have no type in common")
                }
                var converted: [Value] = []
                for element in elements.values { converted.append(try element.asArgument(index, type)) }
                (self.elements, self.type, isSet) = (converted, type, false)
            default: throw .argument(index, reason: "must be a set or list, and is \(value.kind)")
            }
        }

        var weight: Int { Elements(elements).weight }
    }

    /// Each element is in as many combinations as the others make.
    private static func checkProduct(_ factors: [Factor]) throws(CallFailure) {
        guard !factors.contains(where: \.elements.isEmpty) else { return }
        var count = 1
        for factor in factors {
            try ResultLimit.check(count, times: factor.elements.count)
            count *= factor.elements.count
        }
        try ResultLimit.check(count, times: (factors.count + 1) * Value.ownWeight)
        for factor in factors { try ResultLimit.check(count / factor.elements.count, times: factor.weight) }
    }
}
