internal import Numbers

extension Value {
    /// The value as one of `wanted`. Numbers and bools become strings, and strings that spell them become them; tuples become
    /// lists and sets, objects maps, and the other way where the parts fit. Null becomes a null of the type.
    package func converted(to wanted: ValueType) throws(ConversionFault) -> Value {
        switch (self, wanted) {
        case (_, .any), (.string, .string), (.number, .number), (.bool, .bool): return self
        case (.null(let type), _): return try Self.null(of: type, as: wanted)
        case (.number(let number), .string): return .string(number.description)
        case (.bool(let bool), .string): return .string(bool ? "true" : "false")
        case (.string(let text), .number): return .number(try Self.number(text))
        case (.string(let text), .bool): return .bool(try Self.bool(text))
        case (.list(let elements, let own), .list(let element)) where own == element: return .list(elements, of: own)
        case (.set(let elements, let own), .set(let element)) where own == element: return .set(elements, of: own)
        case (.map(let members, let own), .map(let element)) where own == element: return .map(members, of: own)
        case (.list(let elements, let own), .list(let element)), (.list(let elements, let own), .set(let element)),
            (.set(let elements, let own), .list(let element)), (.set(let elements, let own), .set(let element)):
            guard own.isConvertible(to: element, safely: false) else { throw mismatch(wanted) }
            return try Self.collection(elements, wanted, each: element, ifEmpty: element == .any ? own : element)
        case (.tuple(let elements), .list(let element)), (.tuple(let elements), .set(let element)):
            guard let common = ValueType.common(elements.values.map(\.type), for: element, safely: false) else {
                throw ConversionFault(.unequalElements(of: wanted))
            }
            return try Self.collection(elements, wanted, each: common, ifEmpty: element)
        case (.map(let members, let own), .map(let element)):
            guard own.isConvertible(to: element, safely: false) else { throw mismatch(wanted) }
            return try Self.map(members, each: element, ifEmpty: element == .any ? own : element)
        case (.object(let members), .map(let element)):
            guard let common = ValueType.common(members.all.map(\.value.type), for: element, safely: false) else {
                throw ConversionFault(.unequalElements(of: wanted))
            }
            return try Self.map(members, each: common, ifEmpty: element)
        case (.tuple(let elements), .tuple(let types)): return try Self.tuple(elements, types)
        case (.object(let members), .object(let attributes)):
            return try Self.object(members, attributes) { .attribute($0) }
        case (.map(let members, _), .object(let attributes)):
            return try Self.object(members, attributes) { .key($0) }
        default: throw mismatch(wanted)
        }
    }

    private func mismatch(_ wanted: ValueType) -> ConversionFault {
        ConversionFault(.mismatch(expected: wanted, found: kind))
    }

    private static func null(of type: ValueType, as wanted: ValueType) throws(ConversionFault) -> Value {
        guard type.isConvertible(to: wanted, safely: false) else {
            throw ConversionFault(.mismatch(expected: wanted, found: type.withArticle))
        }
        return .null(wanted.withoutOptions.completed(by: type))
    }

    private static func number(_ text: String) throws(ConversionFault) -> Number {
        guard let number = Number(text) else { throw ConversionFault(.notANumber) }
        return number
    }

    private static func bool(_ text: String) throws(ConversionFault) -> Bool {
        switch text {
        case "true", "1": return true
        case "false", "0": return false
        default:
            let lower = text.lowercased()
            throw ConversionFault(.notABool(meant: lower == "true" || lower == "false" ? lower : nil))
        }
    }
}

// Parts are converted one by one, so that a fault tells which of them it is in.
extension Value {
    private static func collection(
        _ elements: Elements, _ wanted: ValueType, each type: ValueType, ifEmpty: ValueType
    ) throws(ConversionFault) -> Value {
        let isSet = if case .set = wanted { true } else { false }
        guard !elements.isEmpty else {
            return isSet ? .set(elements, of: ifEmpty.withoutOptions) : .list(elements, of: ifEmpty.withoutOptions)
        }
        let converted = try evened(try Self.elements(elements, each: type), type, of: wanted)
        let element = type.isOpen ? converted[0].type : type.withoutOptions
        return isSet ? .set(converted, of: element) : .list(converted, of: element)
    }

    private static func elements(_ elements: Elements, each type: ValueType) throws(ConversionFault) -> [Value] {
        var converted: [Value] = []
        converted.reserveCapacity(elements.count)
        for (index, element) in elements.values.enumerated() {
            do { converted.append(try element.converted(to: type)) } catch { throw error.below(.index(index)) }
        }
        return converted
    }

    private static func map(
        _ members: Members, each type: ValueType, ifEmpty: ValueType
    ) throws(ConversionFault) -> Value {
        guard !members.isEmpty else { return .map(members, of: ifEmpty.withoutOptions) }
        var values: [Value] = []
        for member in members.all {
            do { values.append(try member.value.converted(to: type)) } catch { throw error.below(.key(member.name)) }
        }
        values = try evened(values, type, of: .map(type))
        let element = type.isOpen ? values[0].type : type.withoutOptions
        let named = zip(members.all, values).map { Members.Member(name: $0.name, value: $1) }
        return .map(Members(named), of: element)
    }

    /// Where a type is left open inside, as in `list(list(any))`, each element may have become another one.
    private static func evened(
        _ values: [Value], _ type: ValueType, of collection: ValueType
    ) throws(ConversionFault) -> [Value] {
        guard type.isOpen else { return values }
        let types = values.map(\.type)
        guard let common = ValueType.unified(types) else { throw ConversionFault(.unequalElements(of: collection)) }
        guard !common.isOpen, types.contains(where: { $0 != common }) else {
            guard Set(types).count == 1 else { throw ConversionFault(.unequalElements(of: collection)) }
            return values
        }
        return try elements(Elements(values), each: common)
    }

    private static func tuple(_ elements: Elements, _ types: [ValueType]) throws(ConversionFault) -> Value {
        guard elements.count == types.count else {
            throw ConversionFault(.count(expected: types.count, found: elements.count))
        }
        var converted: [Value] = []
        for (index, (element, type)) in zip(elements.values, types).enumerated() {
            do { converted.append(try element.converted(to: type)) } catch { throw error.below(.index(index)) }
        }
        return .tuple(converted)
    }

    private static func object(
        _ members: Members, _ attributes: [String: ValueType.ObjectAttribute], step: (String) -> ConversionFault.Step
    ) throws(ConversionFault) -> Value {
        let missing = attributes.filter { !$0.value.isOptional && members[$0.key] == nil }.keys
        guard missing.isEmpty else { throw ConversionFault(.missing(missing.sorted { $0.precedesInBytes($1) })) }
        var converted: [Members.Member] = []
        for (name, attribute) in attributes {
            var value = Value.null(attribute.type.withoutOptions)
            if let given = members[name] {
                do { value = try given.converted(to: attribute.type) } catch { throw error.below(step(name)) }
            }
            converted.append(Members.Member(name: name, value: value))
        }
        return .object(Members(converted))
    }
}

extension ValueType {
    /// The type of a null that was of the type `own` and is to be of this one: where this is left open it is as before.
    fileprivate func completed(by own: ValueType) -> ValueType {
        guard own != .any else { return self }
        switch (self, own) {
        case (.any, _): return own
        case (.list(let element), .list(let own)), (.list(let element), .set(let own)):
            return .list(element.completed(by: own))
        case (.set(let element), .list(let own)), (.set(let element), .set(let own)):
            return .set(element.completed(by: own))
        case (.map(let element), .map(let own)): return .map(element.completed(by: own))
        case (.list(.any), .tuple(let own)): return .list(ValueType.unified(own) ?? .any)
        case (.set(.any), .tuple(let own)): return .set(ValueType.unified(own) ?? .any)
        case (.map(.any), .object(let own)): return .map(ValueType.unified(own.values.map(\.type)) ?? .any)
        default: return self
        }
    }
}
