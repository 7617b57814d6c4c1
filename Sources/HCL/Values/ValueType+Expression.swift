package import Values

extension ValueType {
    /// Reads a type as it is written: `list(string)`, `object({name = string, port = optional(number)})`.
    package init(expression: Expression) throws(Diagnostics) {
        var reader = TypeReader()
        guard let type = reader.type(expression) else { throw Diagnostics(reader.faults) }
        self = type
    }
}

private struct TypeReader {
    private(set) var faults: [Diagnostic] = []

    /// Nil where a fault was found, which was noted, or the parser told of it.
    mutating func type(_ expression: Expression) -> ValueType? {
        switch expression.form {
        case .parentheses(let inner): return type(inner)
        case .faulty: return nil
        case .jsonString(let string) where !string.syntax.faults.isEmpty:
            faults += string.syntax.faults
            return nil
        default: break
        }
        if let keyword = expression.keyword { return plain(keyword, at: expression.range) }
        guard let call = expression.call else { return fault(.notAType, expression.range) }
        return constructed(call, at: expression.range)
    }

    private mutating func plain(_ keyword: String, at range: SourceRange) -> ValueType? {
        switch keyword {
        case "string": return .string
        case "number": return .number
        case "bool": return .bool
        case "any": return .any
        case "list", "set", "map", "tuple", "object": return fault(.argumentMissing(keyword), range)
        case "optional": return fault(.optionalElsewhere, range)
        default: return fault(.unknown(keyword), range)
        }
    }

    private mutating func constructed(_ call: Call, at range: SourceRange) -> ValueType? {
        switch call.name {
        case "string", "number", "bool", "any": return fault(.argumentsTaken(by: call.name), range)
        case "optional": return fault(.optionalElsewhere, call.nameRange)
        case "list", "set", "map", "tuple", "object": break
        default: return fault(.unknown(call.name), call.nameRange)
        }
        guard let argument = call.arguments.first else { return fault(.argumentMissing(call.name), range) }
        guard call.arguments.count == 1 else { return fault(.argumentTooMany(call.name), call.arguments[1].range) }
        switch call.name {
        case "list": return type(argument).map(ValueType.list)
        case "set": return type(argument).map(ValueType.set)
        case "map": return type(argument).map(ValueType.map)
        case "tuple": return tuple(argument)
        default: return object(argument)
        }
    }

    private mutating func tuple(_ argument: Expression) -> ValueType? {
        guard let elements = argument.elements else { return fault(.notElements, argument.range) }
        let types = elements.map { type($0) }
        return types.contains { $0 == nil } ? nil : .tuple(types.compactMap(\.self))
    }

    private mutating func object(_ argument: Expression) -> ValueType? {
        guard let pairs = argument.pairs else { return fault(.notAttributes, argument.range) }
        var attributes: [String: ObjectAttribute] = [:]
        var isSound = true
        for pair in pairs {
            guard let (name, attribute) = attribute(pair) else {
                isSound = false
                continue
            }
            if attributes.updateValue(attribute, forKey: name) != nil {
                note(.repeated(name), pair.key.range)
                isSound = false
            }
        }
        return isSound ? .object(attributes) : nil
    }

    private typealias ObjectAttribute = ValueType.ObjectAttribute

    private mutating func attribute(_ pair: Expression.Item) -> (String, ObjectAttribute)? {
        guard let name = pair.key.name else { return fault(.notAName, pair.key.range) }
        guard let call = pair.value.call, call.name == "optional" else {
            return type(pair.value).map { (name, ObjectAttribute($0)) }
        }
        guard let argument = call.arguments.first else {
            return fault(.argumentMissing(call.name), pair.value.range)
        }
        guard call.arguments.count == 1 else { return fault(.defaultOfOptional, call.arguments[1].range) }
        return type(argument).map { (name, ObjectAttribute($0, isOptional: true)) }
    }

    private mutating func note(_ fault: TypeFault, _ range: SourceRange) {
        faults.append(fault.diagnostic(at: range))
    }

    private mutating func fault<Result>(_ fault: TypeFault, _ range: SourceRange) -> Result? {
        note(fault, range)
        return nil
    }
}

extension Expression {
    /// The name that a key of an object type is: bare, or as the parser made a string of it.
    fileprivate var name: String? {
        if case .literal(.string(let name)) = form { return name }
        return keyword
    }
}
