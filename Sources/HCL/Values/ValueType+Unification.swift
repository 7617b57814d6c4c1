extension ValueType {
    /// The type that values of all the types can be converted to, nil when there is none: `string` for a number and a
    /// string, a list for tuples of different lengths, a map for objects of different attributes. Unless it is to be safe,
    /// the conversion may fail on a value.
    package static func unified(_ types: [ValueType], safely: Bool = false) -> ValueType? {
        var unification = Unification(safely: safely)
        return unification.unified(types)
    }
}

/// Finds a type for all. Every level of nesting may be looked at in more than one way, so the number of looks is limited:
/// what is so deep and so mixed has no common type.
private struct Unification {
    let safely: Bool
    private var looks = 0

    init(safely: Bool) {
        self.safely = safely
    }

    mutating func unified(_ given: [ValueType]) -> ValueType? {
        looks += 1
        guard let first = given.first, looks < 10_000 else { return nil }
        var seen: Set<ValueType> = []
        let types = given.filter { seen.insert($0).inserted }
        guard types.count > 1 else { return first }
        switch Kinds(types) {
        case .one(.list): return collection(types, ValueType.list)
        case .one(.set): return collection(types, ValueType.set)
        case .one(.map): return collection(types, ValueType.map)
        case .one(.object): return objects(types)
        case .one(.tuple): return tuples(types)
        case .structuresBeside(.list): return tuplesAsLists(types) ?? preferred(types)
        case .structuresBeside(.map): return objectsAsMaps(types) ?? preferred(types)
        case .objectsAndTuples: return nil
        case .mixed, .one(.other), .structuresBeside: return preferred(types)
        }
    }

    private mutating func collection(_ types: [ValueType], _ make: (ValueType) -> ValueType) -> ValueType? {
        if types.contains(.any) { return .any }
        return unified(types.compactMap(\.element)).map(make)
    }

    private mutating func objects(_ types: [ValueType]) -> ValueType? {
        if types.contains(.any) { return .any }
        let all = types.map(\.attributes)
        guard let names = all.first?.keys, all.allSatisfy({ $0.keys == names }) else { return map(types) }
        var attributes: [String: ValueType.ObjectAttribute] = [:]
        for name in names {
            guard let type = unified(all.compactMap { $0[name]?.type }) else { return nil }
            attributes[name] = ValueType.ObjectAttribute(type)
        }
        let object = ValueType.object(attributes)
        return areConvertible(types, to: object) ? object : map(types)
    }

    private mutating func tuples(_ types: [ValueType]) -> ValueType? {
        if types.contains(.any) { return .any }
        let all = types.map(\.tupleElements)
        guard let count = all.first?.count, all.allSatisfy({ $0.count == count }) else { return list(types) }
        var elements: [ValueType] = []
        for index in 0..<count {
            guard let type = unified(all.map { $0[index] }) else { return nil }
            elements.append(type)
        }
        let tuple = ValueType.tuple(elements)
        return areConvertible(types, to: tuple) ? tuple : list(types)
    }

    private mutating func list(_ tuples: [ValueType]) -> ValueType? {
        guard let list = unified(tuples.flatMap(\.tupleElements)).map(ValueType.list) else { return nil }
        return areConvertible(tuples, to: list) ? list : nil
    }

    private mutating func map(_ objects: [ValueType]) -> ValueType? {
        guard let map = unified(objects.flatMap { $0.attributes.values.map(\.type) }).map(ValueType.map) else {
            return nil
        }
        return areConvertible(objects, to: map) ? map : nil
    }

    /// Tuples are often lists in disguise, as functions and brackets make them.
    private mutating func tuplesAsLists(_ types: [ValueType]) -> ValueType? {
        let tuples = types.filter { if case .tuple = $0 { true } else { false } }
        guard let list = list(tuples) else { return nil }
        let type = unified(types.map { if case .tuple = $0 { list } else { $0 } })
        if case .list = type { return type }
        return nil
    }

    private mutating func objectsAsMaps(_ types: [ValueType]) -> ValueType? {
        let objects = types.filter { if case .object = $0 { true } else { false } }
        guard let map = map(objects) else { return nil }
        let type = unified(types.map { if case .object = $0 { map } else { $0 } })
        if case .map = type { return type }
        return nil
    }

    /// The first of the types, the more general before the others, that all can become.
    private func preferred(_ types: [ValueType]) -> ValueType? {
        Generality.ordered(types).first { areConvertible(types, to: $0) }
    }

    private func areConvertible(_ types: [ValueType], to wanted: ValueType) -> Bool {
        types.allSatisfy { $0.isConvertible(to: wanted, safely: safely) }
    }
}

/// Which kinds of types stand together, `any` aside.
private enum Kinds {
    case one(Kind)
    /// Tuples beside lists, objects beside maps.
    case structuresBeside(Kind)
    case objectsAndTuples
    case mixed

    enum Kind {
        case list, set, map, tuple, object, other
    }

    init(_ types: [ValueType]) {
        let kinds = Set(types.filter { $0 != .any }.map(Kind.init))
        self =
            switch kinds {
            case [.other]: .mixed
            case [.list, .tuple]: .structuresBeside(.list)
            case [.map, .object]: .structuresBeside(.map)
            case let kinds where kinds.count == 1: .one(kinds.first ?? .other)
            case let kinds where kinds.isSuperset(of: [.object, .tuple]): .objectsAndTuples
            default: .mixed
            }
    }
}

extension Kinds.Kind {
    init(_ type: ValueType) {
        self =
            switch type {
            case .list: .list
            case .set: .set
            case .map: .map
            case .tuple: .tuple
            case .object: .object
            case .any, .string, .number, .bool: .other
            }
    }
}

extension ValueType {
    fileprivate var attributes: [String: ObjectAttribute] {
        if case .object(let attributes) = self { attributes } else { [:] }
    }

    fileprivate var tupleElements: [ValueType] {
        if case .tuple(let elements) = self { elements } else { [] }
    }
}
