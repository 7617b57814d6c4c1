internal import Numbers

extension Value {
    /// Reads a JSON text as what it is: arrays are tuples, objects objects, null is of any type.
    package init(json text: String) throws(JSONFault) {
        self = try Self.implied(try JSONReader.tree(of: Array(text.utf8)))
    }

    /// Reads a JSON text as a value of the type; see `json(as:)`. Attributes that are missing are null; there may be none that the type
    /// has not.
    package init(json text: String, as type: ValueType) throws(JSONFault) {
        self = try Self.value(of: try JSONReader.tree(of: Array(text.utf8)), as: type)
    }

    private static func implied(_ tree: JSONTree) throws(JSONFault) -> Value {
        switch tree {
        case .null: return .null(.any)
        case .bool(let bool): return .bool(bool)
        case .string(let text): return Value(text: text)
        case .number(let text):
            guard let number = Number(text) else { throw .conversion(ConversionFault(.notANumber)) }
            return .number(number)
        case .array(let trees):
            var values: [Value] = []
            for tree in trees { values.append(try implied(tree)) }
            return .tuple(values)
        case .object(let members): return try implied(members)
        }
    }

    private static func implied(_ members: [JSONTree.Member]) throws(JSONFault) -> Value {
        var values: [String: Value] = [:]
        for member in members {
            let name = member.name.composed
            let value = try implied(member.value)
            if let other = values.updateValue(value, forKey: name), other.type != value.type { throw .repeated(name) }
        }
        return .object(values)
    }

    private static func value(of tree: JSONTree, as type: ValueType) throws(JSONFault) -> Value {
        switch (tree, type) {
        case (.null, _): return .null(type.withoutOptions)
        case (_, .any): return try open(tree)
        case (.bool(let bool), .bool): return .bool(bool)
        case (.bool(let bool), .string): return .string(bool ? "true" : "false")
        case (.string(let text), .string), (.number(let text), .string): return Value(text: text)
        case (.string(let text), .bool), (.string(let text), .number), (.number(let text), .number):
            return try converted(.string(text), to: type)
        case (.array(let trees), .list(let element)), (.array(let trees), .set(let element)):
            let values = try self.values(of: trees, as: Array(repeating: element, count: trees.count))
            if element.isOpen || values.isEmpty { return try converted(.tuple(values), to: type) }
            let own = element.withoutOptions
            return if case .set = type { .set(values, of: own) } else { .list(values, of: own) }
        case (.array(let trees), .tuple(let types)):
            guard trees.count == types.count else {
                throw .conversion(ConversionFault(.count(expected: types.count, found: trees.count)))
            }
            return .tuple(try values(of: trees, as: types))
        case (.object(let members), .map(let element)): return try map(of: members, each: element)
        case (.object(let members), .object(let attributes)): return try object(of: members, attributes)
        default: throw .conversion(ConversionFault(.mismatch(expected: type, found: tree.kind)))
        }
    }

    /// A value whose type is left open stands beside its type: `{"value": 1, "type": "number"}`.
    private static func open(_ tree: JSONTree) throws(JSONFault) -> Value {
        guard case .object(let members) = tree else { throw .untyped }
        let parts = Dictionary(members.map { ($0.name, $0.value) }) { _, last in last }
        guard parts.count == 2, let value = parts["value"], let type = parts["type"].flatMap({ ValueType($0) }) else {
            throw .untyped
        }
        return try self.value(of: value, as: type)
    }

    private static func converted(_ value: Value, to type: ValueType) throws(JSONFault) -> Value {
        do { return try value.converted(to: type) } catch { throw .conversion(error) }
    }

    private static func values(of trees: [JSONTree], as types: [ValueType]) throws(JSONFault) -> [Value] {
        var values: [Value] = []
        for (index, (tree, type)) in zip(trees, types).enumerated() {
            do { values.append(try value(of: tree, as: type)) } catch { throw error.below(.index(index)) }
        }
        return values
    }

    private static func map(of members: [JSONTree.Member], each element: ValueType) throws(JSONFault) -> Value {
        var values: [String: Value] = [:]
        for member in members {
            let name = member.name.composed
            do { values[name] = try value(of: member.value, as: element) } catch { throw error.below(.key(name)) }
        }
        return element.isOpen
            ? try converted(.object(values), to: .map(element)) : .map(values, of: element.withoutOptions)
    }

    private static func object(
        of members: [JSONTree.Member], _ attributes: [String: ValueType.ObjectAttribute]
    ) throws(JSONFault) -> Value {
        var values = attributes.mapValues { Value.null($0.type.withoutOptions) }
        for member in members {
            let name = member.name.composed
            guard let attribute = attributes[name] else { throw .conversion(ConversionFault(.unexpected(name))) }
            do { values[name] = try value(of: member.value, as: attribute.type) } catch {
                throw error.below(.attribute(name))
            }
        }
        return .object(values)
    }
}

extension JSONFault {
    fileprivate func below(_ step: ConversionFault.Step) -> JSONFault {
        if case .conversion(let fault) = self { .conversion(fault.below(step)) } else { self }
    }
}
