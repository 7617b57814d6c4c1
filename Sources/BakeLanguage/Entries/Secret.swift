package import HCL
package import Values

/// Something that a build may see and must not keep: `id=token,src=token.txt`.
package struct Secret: CompoundEntry {
    package var id: String
    /// The file that it is in; empty where none is given.
    package var path: String
    /// The environment variable that it is in; empty where none is given. It wins over a file.
    package var variable: String

    package static let kind = EntryKind.secret
    package static let valueType = ValueType.object([
        "id": .init(.string, isOptional: true), "src": .init(.string, isOptional: true),
        "env": .init(.string, isOptional: true),
    ])

    package init(id: String, path: String = "", variable: String = "") {
        self.id = id
        self.path = path
        self.variable = variable
    }

    package init(text: String) throws(EntryFault) {
        self.init(id: "")
        var isVariable = false
        for field in try KeyedField.all(text, of: .secret) {
            switch field.key.lowercased() {
            case "type": isVariable = try Self.isVariable(type: field.value)
            case "id": id = field.value
            case "src", "source": path = field.value
            case "env": variable = field.value
            case let key: throw .unknownKey(key, .secret)
            }
        }
        if isVariable, variable.isEmpty { (variable, path) = (path, "") }
    }

    private static func isVariable(type: String) throws(EntryFault) -> Bool {
        switch type {
        case "env": return true
        case "file": return false
        default: throw .unknownWord(type, noun: "secret type", known: ["file", "env"])
        }
    }

    /// Members of other names are passed over.
    package init(value: Value) throws(EntryFault) {
        if case .string(let text) = value {
            try self.init(text: text)
            return
        }
        let members = try EntryMembers(value)
        self.init(
            id: try members.text("id") ?? "", path: try members.text("src") ?? "",
            variable: try members.text("env") ?? "")
    }

    package var json: JSON {
        .object(
            [("id", id), ("src", path), ("env", variable)].filter { !$0.1.isEmpty }.map { .init($0.0, .string($0.1)) })
    }

    package var value: Value {
        .object(Members(["id": .string(id), "src": .string(path), "env": .string(variable)]))
    }

    package static func normalized(_ secrets: [Secret]) -> [Secret] { secrets.keepingLast(by: \.id) }
}
