package import HCL
package import Values

/// Rules that decide which sources a build may use: `filename=policy.rego,strict=true`.
package struct PolicyEntry: CompoundEntry {
    package enum LogLevel: String, CaseIterable, Sendable {
        case panic, fatal, error, warning, info, debug, trace
    }

    package var files: [String] = []
    /// The policies before this one do not count.
    package var resets = false
    package var isDisabled = false
    package var isStrict: Bool?
    package var logLevel: LogLevel?

    package init() {}

    package static let kind = EntryKind.policy
    package static let valueType = ValueType.map(.string)

    package init(text: String) throws(EntryFault) {
        self.init()
        for field in try KeyedField.all(text, of: .policy) { try set(field.key, to: field.value) }
    }

    /// What is null or an empty string is passed over, whatever it is called.
    package init(value: Value) throws(EntryFault) {
        if case .string(let text) = value {
            try self.init(text: text)
            return
        }
        self.init()
        for member in try EntryMembers(value).all {
            if case .null = member.value { continue }
            if case .string("") = member.value { continue }
            try set(member.name, to: try member.value.text(of: member.name))
        }
    }

    private mutating func set(_ key: String, to value: String) throws(EntryFault) {
        let key = key.lowercased().trimmed
        switch key {
        case "filename":
            if value.isEmpty { throw .emptyValue(key: key, .policy) }
            files.append(value)
        case "reset": resets = try Self.boolean(value, key)
        case "disabled": isDisabled = try Self.boolean(value, key)
        case "strict": isStrict = try Self.boolean(value, key)
        case "log-level": logLevel = try Self.level(value)
        default: throw .unknownKey(key, .policy)
        }
    }

    private static func boolean(_ text: String, _ key: String) throws(EntryFault) -> Bool {
        guard let value = Bool(word: text) else { throw .notBoolean(text, key: key) }
        return value
    }

    private static func level(_ text: String) throws(EntryFault) -> LogLevel {
        let word = text.lowercased()
        guard let level = LogLevel(rawValue: word == "warn" ? "warning" : word) else {
            throw .unknownWord(text, noun: "log level", known: LogLevel.allCases.map(\.rawValue))
        }
        return level
    }

    /// The names are those of buildx's own types, which have none for print.
    package var json: JSON {
        [
            "Files": files.isEmpty ? .null : .array(files.map { ["Filename": .string($0), "Data": .null] }),
            "Reset": .bool(resets),
            "Disabled": .bool(isDisabled),
            "Strict": isStrict.map(JSON.bool) ?? .null,
            "LogLevel": logLevel.map { .string($0.rawValue) } ?? .null,
        ]
    }

    package var value: Value {
        var texts: [String: String] = [:]
        texts["filename"] = files.first
        if resets { texts["reset"] = "true" }
        if isDisabled { texts["disabled"] = "true" }
        texts["strict"] = isStrict.map { "\($0)" }
        texts["log-level"] = logLevel?.rawValue
        return .texts(texts)
    }

    /// Nothing is dropped: the order of policies counts.
    package static func normalized(_ policies: [PolicyEntry]) -> [PolicyEntry] { policies }
}
