/// What kind of value something is, or must be.
package indirect enum ValueType: Hashable, Sendable {
    /// Anything: the type of what is not known, or of a plain `null`.
    case any
    case string
    case number
    case bool
    case list(ValueType)
    case set(ValueType)
    case map(ValueType)
    case tuple([ValueType])
    case object([String: ObjectAttribute])

    package struct ObjectAttribute: Hashable, Sendable {
        package let type: ValueType
        /// May be missing from what is converted to the type.
        package let isOptional: Bool

        package init(_ type: ValueType, isOptional: Bool = false) {
            self.type = type
            self.isOptional = isOptional
        }
    }
}

extension ValueType {
    package var isPrimitive: Bool {
        switch self {
        case .string, .number, .bool: true
        case .any, .list, .set, .map, .tuple, .object: false
        }
    }

    /// The type of each element of a list, set or map.
    package var element: ValueType? {
        switch self {
        case .list(let element), .set(let element), .map(let element): element
        case .any, .string, .number, .bool, .tuple, .object: nil
        }
    }

    /// Whether `any` stands somewhere in it.
    package var isOpen: Bool {
        switch self {
        case .any: true
        case .string, .number, .bool: false
        case .list(let element), .set(let element), .map(let element): element.isOpen
        case .tuple(let elements): elements.contains(where: \.isOpen)
        case .object(let attributes): attributes.values.contains(where: \.type.isOpen)
        }
    }

    /// The type that a value has once it was converted: every attribute is there, be it null.
    package var withoutOptions: ValueType {
        switch self {
        case .any, .string, .number, .bool: self
        case .list(let element): .list(element.withoutOptions)
        case .set(let element): .set(element.withoutOptions)
        case .map(let element): .map(element.withoutOptions)
        case .tuple(let elements): .tuple(elements.map(\.withoutOptions))
        case .object(let attributes): .object(attributes.mapValues { ObjectAttribute($0.type.withoutOptions) })
        }
    }
}
