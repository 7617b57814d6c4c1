package import HCL
package import Values

/// An entry of a list of a target that has parts of its own: an output, a secret. It is written as one text of
/// comma-separated fields or as an object, and printed as an object.
package protocol CompoundEntry: Hashable, Sendable {
    static var kind: EntryKind { get }
    /// The type of `value`.
    static var valueType: ValueType { get }

    init(text: String) throws(EntryFault)
    /// Reads a string as text, and an object or a map by its members.
    init(value: Value) throws(EntryFault)

    /// As `--print` shows it.
    var json: JSON { get }
    /// As other expressions of the bake file read it back: `target.app.output[0].dest`.
    var value: Value { get }

    /// All entries that a text holds: one, but for caches, which may be many references.
    static func all(in text: String) throws(EntryFault) -> [Self]
    /// Without those that others replace.
    static func normalized(_ entries: [Self]) -> [Self]
}

extension CompoundEntry {
    package static func all(in text: String) throws(EntryFault) -> [Self] { [try Self(text: text)] }
}

extension Array where Element: CompoundEntry {
    /// Reads what an attribute of a bake file is set to. Empty strings are passed over.
    package init(value: Value) throws(EntryFault) {
        let values: [Value]
        switch value {
        case .list(let elements, _), .tuple(let elements): values = elements.values
        case .null: throw .null(name: nil)
        default: throw .wrongType(name: nil, expected: "a list", found: value.noun)
        }
        self = []
        for (index, value) in values.enumerated() {
            do {
                self += try Self.entries(of: value)
            } catch {
                throw .element(index, error)
            }
        }
    }

    private static func entries(of value: Value) throws(EntryFault) -> [Element] {
        guard case .string(let text) = value else { return [try Element(value: value)] }
        return text.isEmpty ? [] : try Element.all(in: text)
    }

    /// Reads what was given on the command line, a text for each `--set`. Empty ones are passed over.
    package init(texts: [String]) throws(EntryFault) {
        self = []
        for text in texts where !text.isEmpty { self += try Element.all(in: text) }
    }

    package var json: JSON { .array(map(\.json)) }

    package var value: Value { .list(Elements(map(\.value)), of: Element.valueType) }

    package func normalized() -> [Element] { Element.normalized(self) }
}
