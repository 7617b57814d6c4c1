package import HCL
package import Values

/// Where the result of a build goes, and as what: `type=local,dest=out`.
package struct Output: CompoundEntry {
    package var type: String
    /// Empty where none is given, `-` for the standard output.
    package var destination: String
    package var attributes: [String: String]

    package static let kind = EntryKind.output
    package static let valueType = ValueType.map(.string)

    package init(type: String, destination: String = "", attributes: [String: String] = [:]) {
        self.type = type
        self.destination = destination
        self.attributes = attributes
    }

    /// A text that is one plain field is a folder, or `-` for an archive on the standard output, unless it begins with
    /// `type=`.
    package init(text: String) throws(EntryFault) {
        let isTyped = text.utf8.starts(with: "type=".utf8)
        if case let fields = try CSVFields(text).all, fields.count == 1, !isTyped,
            fields[0].utf8.elementsEqual(text.utf8)
        {
            self.init(type: text == "-" ? "tar" : "local", destination: text)
            return
        }
        self.init(type: "")
        for field in try KeyedField.all(text, of: .output) { set(field.key.lowercased().trimmed, to: field.value) }
        guard !type.isEmpty else { throw .missingType(.output) }
    }

    package init(value: Value) throws(EntryFault) {
        if case .string(let text) = value {
            try self.init(text: text)
            return
        }
        self.init(type: "")
        for (name, text) in try EntryMembers(value).texts() { set(name, to: text) }
        guard !type.isEmpty else { throw .missingType(.output) }
    }

    private mutating func set(_ key: String, to value: String) {
        switch key {
        case "type": type = value
        case "dest": destination = value
        default: attributes[key] = value
        }
    }

    package var json: JSON {
        var members = attributes.merging(["type": type]) { $1 }
        if !destination.isEmpty { members["dest"] = destination }
        return .texts(members)
    }

    package var value: Value { .texts(attributes.merging(["type": type, "dest": destination]) { $1 }) }

    package static func normalized(_ outputs: [Output]) -> [Output] { outputs.droppingDuplicatesFromEnd() }
}

extension JSON {
    /// An object of strings, in the order of their names.
    static func texts(_ texts: [String: String]) -> JSON {
        JSON.object(texts.map { Member($0.key, .string($0.value)) }).sorted
    }
}
