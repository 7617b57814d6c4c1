package import Numbers

/// A value of the language. Strings are in Unicode's composed form (NFC).
package enum Value: Sendable {
    case null(ValueType)
    case string(String)
    case number(Number)
    case bool(Bool)
    case list(Elements, of: ValueType)
    /// In the order of the elements, none twice: `Elements(distinct:)`.
    case set(Elements, of: ValueType)
    case map(Members, of: ValueType)
    case tuple(Elements)
    case object(Members)
}

extension Value {
    package static let emptyTuple = Value.tuple(Elements([]))

    package static func tuple(_ values: [Value]) -> Value { .tuple(Elements(values)) }
    package static func list(_ values: [Value], of type: ValueType) -> Value { .list(Elements(values), of: type) }
    package static func set(_ values: [Value], of type: ValueType) -> Value {
        .set(Elements(distinct: values), of: type)
    }
    package static func object(_ values: [String: Value]) -> Value { .object(Members(values)) }
    package static func map(_ values: [String: Value], of type: ValueType) -> Value { .map(Members(values), of: type) }

    /// A string of any text: puts it into the composed form.
    package init(text: String) {
        self = .string(text.composed)
    }

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }
}
