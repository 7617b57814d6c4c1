extension ValueType {
    /// The type as go-cty writes it in JSON: `"string"`, `["list","string"]`, `["object",{"a":"number"}]`.
    var json: String {
        switch self {
        case .any: "\"dynamic\""
        case .string: "\"string\""
        case .number: "\"number\""
        case .bool: "\"bool\""
        case .list(let element): "[\"list\",\(element.json)]"
        case .set(let element): "[\"set\",\(element.json)]"
        case .map(let element): "[\"map\",\(element.json)]"
        case .tuple(let types): "[\"tuple\",[\(types.map(\.json).joined(separator: ","))]]"
        case .object(let attributes): "[\"object\",{\(Self.json(attributes))}]"
        }
    }

    private static func json(_ attributes: [String: ObjectAttribute]) -> String {
        attributes.sorted { $0.key < $1.key }
            .map { "\(Value.string($0.key).json ?? ""):\($0.value.type.json)" }.joined(separator: ",")
    }

    /// Nil for what is no such text.
    init?(_ tree: JSONTree) {
        switch tree {
        case .string("dynamic"): self = .any
        case .string("string"): self = .string
        case .string("number"): self = .number
        case .string("bool"): self = .bool
        case .array(let parts):
            guard parts.count > 1, case .string(let kind) = parts[0], let type = Self.collection(kind, of: parts[1])
            else { return nil }
            self = type
        case .null, .bool, .number, .string, .object: return nil
        }
    }

    private static func collection(_ kind: String, of content: JSONTree) -> ValueType? {
        switch (kind, content) {
        case ("list", _): return ValueType(content).map { .list($0) }
        case ("set", _): return ValueType(content).map { .set($0) }
        case ("map", _): return ValueType(content).map { .map($0) }
        case ("tuple", .array(let trees)):
            let types = trees.compactMap { ValueType($0) }
            return types.count == trees.count ? .tuple(types) : nil
        case ("object", .object(let members)):
            let types = members.compactMap { member in ValueType(member.value).map { (member.name.composed, $0) } }
            guard types.count == members.count else { return nil }
            return .object(Dictionary(types) { _, last in last }.mapValues { ObjectAttribute($0) })
        default: return nil
        }
    }
}

extension Value {
    /// The value as JSON that can be read back as `type`: where that leaves the type open, the value's own stands beside
    /// it. Nil when it holds an infinite number.
    package func json(as type: ValueType) -> String? {
        switch (self, type) {
        case (_, .any):
            return json.map { "{\"value\":\($0),\"type\":\(self.type.json)}" }
        case (.list(let elements, _), .list(let element)), (.set(let elements, _), .set(let element)):
            return Self.joined(elements.values.map { $0.json(as: element) }, "[", "]")
        case (.tuple(let elements), .tuple(let types)):
            return Self.joined(zip(elements.values, types).map { $0.json(as: $1) }, "[", "]")
        case (.map(let members, _), .map(let element)):
            return Self.joined(members.all.map { Self.json($0.name, $0.value, element) }, "{", "}")
        case (.object(let members), .object(let attributes)):
            return Self.joined(
                members.all.map { Self.json($0.name, $0.value, attributes[$0.name]?.type ?? $0.value.type) }, "{", "}")
        default: return json
        }
    }

    private static func json(_ name: String, _ value: Value, _ type: ValueType) -> String? {
        value.json(as: type).map { "\(Value.string(name).json ?? ""):\($0)" }
    }

    private static func joined(_ parts: [String?], _ open: String, _ close: String) -> String? {
        let known = parts.compactMap(\.self)
        return known.count == parts.count ? open + known.joined(separator: ",") + close : nil
    }
}
