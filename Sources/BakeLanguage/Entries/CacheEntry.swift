package import HCL
package import Values

/// A place that a build takes its cache from, or leaves it in: `type=registry,ref=user/app:cache`.
package struct CacheEntry: CompoundEntry {
    package var type: String
    package var attributes: [String: String]

    package static let kind = EntryKind.cache
    package static let valueType = ValueType.map(.string)

    package init(type: String, attributes: [String: String] = [:]) {
        self.type = type
        self.attributes = attributes
    }

    /// One field alone is a reference: `user/app:cache`.
    package init(text: String) throws(EntryFault) {
        if case let fields = try CSVFields(text).all, fields.count == 1, !fields[0].utf8.contains(UInt8(ascii: "=")) {
            self.init(type: "registry", attributes: ["ref": fields[0]])
            return
        }
        self.init(type: "")
        for field in try KeyedField.all(text, of: .cache) { set(field.key.lowercased(), to: field.value) }
        guard !type.isEmpty else { throw .missingType(.cache) }
    }

    package init(value: Value) throws(EntryFault) {
        if case .string(let text) = value {
            try self.init(text: text)
            return
        }
        self.init(type: "")
        for (name, text) in try EntryMembers(value).texts() { set(name, to: text) }
        guard !type.isEmpty else { throw .missingType(.cache) }
    }

    private mutating func set(_ key: String, to value: String) {
        if key == "type" { type = value } else { attributes[key] = value }
    }

    /// A text without any `=` is a list of references.
    package static func all(in text: String) throws(EntryFault) -> [CacheEntry] {
        guard !text.utf8.contains(UInt8(ascii: "=")) else { return [try CacheEntry(text: text)] }
        var entries: [CacheEntry] = []
        for field in try CSVFields(text).all { entries.append(try CacheEntry(text: field)) }
        return entries
    }

    package var json: JSON { .texts(attributes.merging(["type": type]) { $1 }) }

    package var value: Value { .texts(attributes.merging(["type": type]) { $1 }) }

    package static func normalized(_ entries: [CacheEntry]) -> [CacheEntry] { entries.droppingDuplicatesFromEnd() }
}
