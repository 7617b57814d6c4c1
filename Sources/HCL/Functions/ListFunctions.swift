internal import Numbers

/// Functions of lists and tuples, whose elements have a place.
enum ListFunctions {
    static var table: [String: Function] {
        [
            "chunklist": .taking([.list("list"), .number("size")], reading: chunk),
            "coalescelist": .taking([], variadic: .anythingOrNull("vals"), reading: coalesce),
            "compact": .taking([.texts("list")], reading: compact),
            "concat": .taking([], variadic: .anything("seqs"), reading: concat),
            "distinct": .taking([.list("list")], reading: distinct),
            "element": .taking([.anything("list"), .number("index")], reading: element),
            "flatten": .taking([.anything("list")], reading: flatten),
            "indexof": .taking([.anything("list"), .anything("value")], reading: indexOf),
            "range": .taking([], variadic: .number("params"), reading: range),
            "reverselist": .taking([.anything("list")], reading: reverse),
            "slice": .taking(
                [.anything("list"), .number("start_index"), .number("end_index")], reading: slice),
        ]
    }

    private static func chunk(_ arguments: Arguments) throws(CallFailure) -> Value {
        let elements = try arguments.elements(0)
        let size = try arguments.integer(1)
        guard size >= 0 else { throw .argument(1, reason: "must not be below zero") }
        let type = arguments[0].type
        guard size > 0, !elements.isEmpty else { return .list(elements.isEmpty ? [] : [arguments[0]], of: type) }
        let element = type.element ?? .any
        let starts = stride(from: 0, to: elements.count, by: size)
        let chunks = starts.map { Value.list(Array(elements[$0...].prefix(size)), of: element) }
        return .list(chunks, of: type)
    }

    private static func coalesce(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard arguments.count > 0 else { throw .failed(reason: "at least one argument is needed") }
        for (index, value) in arguments.values.enumerated() {
            guard value.type.isSequenceWithOrder else { throw .argument(index, reason: "must be a list or tuple") }
        }
        guard let first = arguments.values.first(where: { $0.sequence?.isEmpty == false }) else {
            throw .failed(reason: "all lists are empty or null")
        }
        return first
    }

    private static func compact(_ arguments: Arguments) throws(CallFailure) -> Value {
        let kept = try arguments.elements(0).filter { element in
            if case .string(let text) = element { !text.isEmpty } else { false }
        }
        return .list(kept, of: .string)
    }

    private static func concat(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard arguments.count > 0 else { throw .failed(reason: "at least one list is needed") }
        let types = arguments.values.map(\.type)
        if types.allSatisfy({ if case .list = $0 { true } else { false } }), let type = ValueType.unified(types),
            let element = type.element
        {
            var joined: [Value] = []
            for (index, value) in arguments.values.enumerated() {
                joined += try value.asArgument(index, type).sequence?.values ?? []
            }
            return .list(joined, of: element)
        }
        var joined: [Value] = []
        for (index, value) in arguments.values.enumerated() {
            guard types[index].isSequenceWithOrder, let elements = value.sequence else {
                throw .argument(index, reason: "must be a list or tuple, and is \(value.kind)")
            }
            joined += elements.values
        }
        return .tuple(joined)
    }

    private static func distinct(_ arguments: Arguments) throws(CallFailure) -> Value {
        var seen: Set<Value> = []
        let distinct = try arguments.elements(0).filter { seen.insert($0).inserted }
        return .list(distinct, of: arguments[0].type.element ?? .any)
    }

    private static func element(_ arguments: Arguments) throws(CallFailure) -> Value {
        let elements = try ordered(arguments)
        let index = try arguments.integer(1)
        guard !elements.isEmpty else { throw .argument(0, reason: "has no elements") }
        let place = index % elements.count
        return elements[place < 0 ? place + elements.count : place]
    }

    private static func flatten(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard let elements = arguments[0].sequence else {
            throw .argument(0, reason: "must be a list, set or tuple, and is \(arguments[0].kind)")
        }
        // Its parts may be shared, and stand for themselves in the result.
        try ResultLimit.check(elements.weight)
        var flat: [Value] = []
        append(elements, to: &flat)
        return .tuple(flat)
    }

    private static func append(_ elements: Elements, to flat: inout [Value]) {
        for value in elements.values {
            if let inner = value.sequence { append(inner, to: &flat) } else { flat.append(value) }
        }
    }

    private static func indexOf(_ arguments: Arguments) throws(CallFailure) -> Value {
        let elements = try ordered(arguments)
        guard !elements.isEmpty else { throw .argument(0, reason: "has no elements") }
        guard let index = elements.firstIndex(of: arguments[1]) else {
            throw .failed(reason: "the value is not in the list")
        }
        return .number(index)
    }

    private static func range(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard 1...3 ~= arguments.count else { throw .failed(reason: "one, two or three numbers are needed") }
        let start = arguments.count == 1 ? 0 : try arguments.number(0)
        let end = try arguments.number(arguments.count == 1 ? 0 : 1)
        let step: Number = arguments.count == 3 ? try arguments.number(2) : end < start ? -1 : 1
        guard !step.isZero else { throw .argument(2, reason: "must not be zero") }
        let isDown = step < 0
        guard isDown ? end <= start : end >= start else {
            throw .argument(1, reason: "must not be \(isDown ? "above" : "below") the start, as the step is \(step)")
        }
        var values: [Value] = []
        var next = start
        while isDown ? next > end : next < end {
            guard values.count < 1024 else { throw .failed(reason: "there would be more than 1024 numbers") }
            values.append(.number(next))
            guard let sum = next + step else { throw .failed(reason: "the numbers have no end") }
            next = sum
        }
        return .list(values, of: .number)
    }

    private static func reverse(_ arguments: Arguments) throws(CallFailure) -> Value {
        switch arguments[0] {
        case .list(let elements, let type), .set(let elements, let type):
            return .list(elements.values.reversed(), of: type)
        case .tuple(let elements): return .tuple(elements.values.reversed())
        default: throw .argument(0, reason: "must be a list or tuple, and is \(arguments[0].kind)")
        }
    }

    private static func slice(_ arguments: Arguments) throws(CallFailure) -> Value {
        let elements = try ordered(arguments)
        let (start, end) = (try arguments.integer(1), try arguments.integer(2))
        guard 0...elements.count ~= start else { throw .argument(1, reason: "must be from 0 to \(elements.count)") }
        guard 0...elements.count ~= end else { throw .argument(2, reason: "must be from 0 to \(elements.count)") }
        guard start <= end else { throw .argument(1, reason: "must not be above the end, which is \(end)") }
        let part = Array(elements[start..<end])
        if case .list(_, let type) = arguments[0] { return .list(part, of: type) }
        return .tuple(part)
    }

    /// The first argument's elements, which must have an order.
    private static func ordered(_ arguments: Arguments) throws(CallFailure) -> [Value] {
        switch arguments[0] {
        case .list(let elements, _), .tuple(let elements): return elements.values
        case .set: throw .argument(0, reason: "is a set, whose elements have no places; convert it to a list first")
        default: throw .argument(0, reason: "must be a list or tuple, and is \(arguments[0].kind)")
        }
    }
}

extension ValueType {
    /// A list or a tuple.
    var isSequenceWithOrder: Bool {
        switch self {
        case .list, .tuple: true
        case .any, .string, .number, .bool, .set, .map, .object: false
        }
    }
}

extension Value {
    /// The argument at `index` as a type that others ask of it.
    func asArgument(_ index: Int, _ type: ValueType) throws(CallFailure) -> Value {
        do {
            return try converted(to: type)
        } catch {
            throw .argument(index, reason: "\(error)")
        }
    }
}
