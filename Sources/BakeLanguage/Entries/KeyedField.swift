/// A field of the form `key=value`.
struct KeyedField {
    let text: String
    /// As it was written.
    let key: String
    let value: String

    init(_ text: String, of entry: EntryKind) throws(EntryFault) {
        guard let (key, value) = text.cut(at: "=") else { throw .notKeyValue(text, entry) }
        self.text = text
        self.key = key
        self.value = value
    }

    static func all(_ text: String, of entry: EntryKind) throws(EntryFault) -> [KeyedField] {
        var fields: [KeyedField] = []
        for field in try CSVFields(text).all { fields.append(try KeyedField(field, of: entry)) }
        return fields
    }
}
