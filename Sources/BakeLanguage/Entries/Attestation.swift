package import HCL
package import Values

/// A statement about the image that a build adds to it, or is told not to: `type=provenance,mode=max`.
package struct Attestation: CompoundEntry {
    package var type: String
    package var isDisabled: Bool
    package var attributes: [String: String]

    package static let kind = EntryKind.attestation
    package static let valueType = ValueType.map(.string)

    package init(type: String, isDisabled: Bool = false, attributes: [String: String] = [:]) {
        self.type = type
        self.isDisabled = isDisabled
        self.attributes = attributes
    }

    /// The keys `type` and `disabled` are found in any case; others are kept as they are.
    package init(text: String) throws(EntryFault) {
        self.init(type: "")
        for field in try KeyedField.all(text, of: .attestation) {
            let known = field.key.lowercased().trimmed
            try set(known == "type" || known == "disabled" ? known : field.key, to: field.value)
        }
        guard !type.isEmpty else { throw .missingType(.attestation) }
    }

    /// An object may be without a type, which a text may not.
    package init(value: Value) throws(EntryFault) {
        if case .string(let text) = value {
            try self.init(text: text)
            return
        }
        self.init(type: "")
        for (name, text) in try EntryMembers(value).texts() { try set(name, to: text) }
    }

    private mutating func set(_ key: String, to value: String) throws(EntryFault) {
        switch key {
        case "type": type = value
        case "disabled":
            guard let isDisabled = Bool(word: value) else { throw .notBoolean(value, key: key) }
            self.isDisabled = isDisabled
        default: attributes[key] = value
        }
    }

    /// The text that stands for `--sbom=…` and `--provenance=…`: those take true, false or further attributes. Empty
    /// for an empty one, which asks for nothing.
    package static func text(type: String, option: String) -> String {
        if option.isEmpty { return "" }
        guard let isWanted = Bool(word: option) else { return "type=\(type),\(option)" }
        return "type=\(type),disabled=\(!isWanted)"
    }

    package var json: JSON {
        var members = attributes.mapValues(JSON.string)
        members["type"] = .string(type)
        if isDisabled { members["disabled"] = true }
        return JSON.object(members.map { .init($0.key, $0.value) }).sorted
    }

    package var value: Value {
        .texts(attributes.merging(isDisabled ? ["type": type, "disabled": "true"] : ["type": type]) { $1 })
    }

    package static func normalized(_ attestations: [Attestation]) -> [Attestation] {
        attestations.keepingLast(by: \.type)
    }
}
