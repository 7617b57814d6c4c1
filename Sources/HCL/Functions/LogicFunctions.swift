enum LogicFunctions {
    static var table: [String: Function] {
        let two: [Function.Parameter] = [.flag("a"), .flag("b")]
        let both: [Function.Parameter] = [.anythingOrNull("a"), .anythingOrNull("b")]
        return [
            "not": .taking([.flag("val")]) { arguments throws(CallFailure) in .bool(!(try arguments.flag(0))) },
            "and": .taking(two) { arguments throws(CallFailure) in
                let (left, right) = (try arguments.flag(0), try arguments.flag(1))
                return .bool(left && right)
            },
            "or": .taking(two) { arguments throws(CallFailure) in
                let (left, right) = (try arguments.flag(0), try arguments.flag(1))
                return .bool(left || right)
            },
            "equal": .taking(both) { arguments throws(CallFailure) in .bool(arguments[0] == arguments[1]) },
            "notequal": .taking(both) { arguments throws(CallFailure) in .bool(arguments[0] != arguments[1]) },
            "coalesce": .taking([], variadic: .anythingOrNull("vals"), reading: coalesce),
        ]
    }

    private static func coalesce(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard arguments.count > 0 else { throw .failed(reason: "at least one argument is needed") }
        guard let type = ValueType.unified(arguments.values.map(\.type)) else {
            throw .failed(reason: "all arguments must have the same type")
        }
        guard let index = arguments.values.firstIndex(where: { !$0.isNull }) else {
            throw .failed(reason: "all arguments are null")
        }
        do {
            return try arguments[index].converted(to: type)
        } catch {
            throw .argument(index, reason: "\(error)")
        }
    }
}
