internal import Numbers

/// Functions of whatever has elements or members.
enum CollectionFunctions {
    static var table: [String: Function] {
        let lookedUp: [Function.Parameter] = [.anything("collection"), .anything("key")]
        return [
            "contains": .taking([.anything("list"), .anything("value")], reading: contains),
            "hasindex": .taking(lookedUp, reading: hasIndex),
            "index": .taking(lookedUp, reading: index),
            "keys": .taking([.anything("inputMap")], reading: keys),
            "length": .taking([.anything("collection")], reading: length),
            "lookup": .taking([.anything("inputMap"), .text("key"), .anything("default")], reading: lookup),
            "merge": .taking([], variadic: .anythingOrNull("maps"), reading: merge),
            "values": .taking([.anything("mapping")], reading: values),
            "zipmap": .taking([.texts("keys"), .anything("values")], reading: zipmap),
        ]
    }

    private static func contains(_ arguments: Arguments) throws(CallFailure) -> Value {
        guard let elements = arguments[0].sequence else {
            throw .argument(0, reason: "must be a list, tuple or set, and is \(arguments[0].kind)")
        }
        return .bool(elements.values.contains(arguments[1]))
    }

    private static func length(_ arguments: Arguments) throws(CallFailure) -> Value {
        switch arguments[0] {
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): return .number(elements.count)
        case .map(let members, _): return .number(members.count)
        case .object:
            throw .argument(
                0, reason: "must be a list, tuple, set or map, and is an object; length(keys(…)) counts that")
        case .null, .string, .number, .bool:
            throw .argument(0, reason: "must be a list, tuple, set or map, and is \(arguments[0].kind)")
        }
    }

    private static func hasIndex(_ arguments: Arguments) throws(CallFailure) -> Value {
        switch (arguments[0], arguments[1]) {
        case (.list(let elements, _), let key), (.tuple(let elements), let key):
            guard case .number(let number) = key, let place = number.integer else { return .bool(false) }
            return .bool(elements.values.indices.contains(place))
        case (.map(let members, _), .string(let key)): return .bool(members[key] != nil)
        case (.map, _): return .bool(false)
        case (.object, _):
            throw .argument(
                0, reason: "must be a list, tuple or map, and is an object; contains(keys(…), …) tells of that")
        case (let collection, _):
            throw .argument(0, reason: "must be a list, tuple or map, and is \(collection.kind)")
        }
    }

    private static func index(_ arguments: Arguments) throws(CallFailure) -> Value {
        switch (arguments[0], arguments[1]) {
        case (.list(let elements, _), let key), (.tuple(let elements), let key):
            guard case .number(let number) = key else { throw .argument(1, reason: "must be a number") }
            guard let place = number.integer, elements.values.indices.contains(place) else {
                throw .argument(1, reason: "there is no element \(number) among \(elements.count)")
            }
            return elements.values[place]
        case (.map(let members, _), .string(let key)):
            guard let value = members[key] else { throw .argument(1, reason: "there is no key \(Quotation(key))") }
            return value
        case (.map, _): throw .argument(1, reason: "must be a string")
        case (let collection, _):
            throw .argument(0, reason: "must be a list, tuple or map, and is \(collection.kind)")
        }
    }

    private static func keys(_ arguments: Arguments) throws(CallFailure) -> Value {
        switch arguments[0] {
        case .map(let members, _): return .list(members.names.map { .string($0) }, of: .string)
        case .object(let members): return .tuple(members.names.map { .string($0) })
        default: throw .argument(0, reason: "must be a map or object, and is \(arguments[0].kind)")
        }
    }

    private static func values(_ arguments: Arguments) throws(CallFailure) -> Value {
        switch arguments[0] {
        case .map(let members, let type): return .list(members.all.map(\.value), of: type)
        case .object(let members): return .tuple(members.all.map(\.value))
        default: throw .argument(0, reason: "must be a map or object, and is \(arguments[0].kind)")
        }
    }

    private static func lookup(_ arguments: Arguments) throws(CallFailure) -> Value {
        let key = try arguments.text(1)
        switch arguments[0] {
        case .object(let members): return members[key] ?? arguments[2]
        case .map(let members, let type):
            // Even when it is not needed.
            let fallback = try arguments[2].asArgument(2, type)
            return members[key] ?? fallback
        default: throw .argument(0, reason: "must be a map or object, and is \(arguments[0].kind)")
        }
    }

    private static func merge(_ arguments: Arguments) throws(CallFailure) -> Value {
        var merged: [Members.Member] = []
        for (index, value) in arguments.values.enumerated() {
            switch value {
            case .map(let members, _), .object(let members): merged += members.all
            case .null(.any), .null(.map), .null(.object): break
            default: throw .argument(index, reason: "must be a map or object, and is \(value.kind)")
            }
        }
        let types = Set(arguments.values.map(\.type))
        if types.count == 1, case .map(let element)? = types.first { return .map(Members(merged), of: element) }
        return .object(Members(merged))
    }

    private static func zipmap(_ arguments: Arguments) throws(CallFailure) -> Value {
        let keys = try arguments.elements(0)
        guard arguments[1].type.isSequenceWithOrder, let values = arguments[1].sequence?.values else {
            throw .argument(1, reason: "must be a list or tuple, and is \(arguments[1].kind)")
        }
        guard keys.count == values.count else {
            throw .failed(reason: "there are \(keys.count) keys, but \(values.count) values")
        }
        var members: [Members.Member] = []
        for (place, (key, value)) in zip(keys, values).enumerated() {
            guard case .string(let name) = key else { throw .argument(0, reason: "key \(place) is null") }
            members.append(Members.Member(name: name, value: value))
        }
        if case .list(_, let type) = arguments[1] { return .map(Members(members), of: type) }
        return .object(Members(members))
    }
}
