package import Numbers

/// A value of the language. Strings are in Unicode's composed form (NFC).
package enum Value: Sendable {
    case null(ValueType)
    case string(String)
    case number(Number)
    case bool(Bool)
    case list(Elements, of: ValueType)
    /// In the order of the elements, none twice.
    case set(Elements, of: ValueType)
    case map(Members, of: ValueType)
    case tuple(Elements)
    case object(Members)
}
