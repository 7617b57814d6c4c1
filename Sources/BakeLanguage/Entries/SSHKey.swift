package import HCL
package import Values

/// A way for a build to sign in elsewhere: the socket of an agent, or private keys. `default`, `git=key.pem,other.pem`.
package struct SSHKey: CompoundEntry {
    package var id: String
    /// Empty, or one empty path, means the agent of the environment.
    package var paths: [String]

    package static let kind = EntryKind.ssh
    package static let valueType = ValueType.object([
        "id": .init(.string, isOptional: true), "paths": .init(.list(.string), isOptional: true),
    ])

    package init(id: String, paths: [String] = []) {
        self.id = id
        self.paths = paths
    }

    /// Takes any text. Quotes mean nothing here.
    package init(text: String) {
        guard let (id, paths) = text.cut(at: "=") else {
            self.init(id: text)
            return
        }
        self.init(id: id, paths: paths.parts(at: ","))
    }

    /// Members of other names are passed over.
    package init(value: Value) throws(EntryFault) {
        if case .string(let text) = value {
            self.init(text: text)
            return
        }
        let members = try EntryMembers(value)
        self.init(id: try members.text("id") ?? "", paths: try members.texts("paths") ?? [])
    }

    package var json: JSON {
        let id: [JSON.Member] = id.isEmpty ? [] : [.init("id", .string(id))]
        return .object(id + (paths.isEmpty ? [] : [.init("paths", .array(paths.map(JSON.string)))]))
    }

    package var value: Value {
        .object(
            Members(["id": .string(id), "paths": .list(Elements(paths.map(Value.string)), of: .string)]))
    }

    package static func normalized(_ keys: [SSHKey]) -> [SSHKey] { keys.keepingLast(by: \.id) }
}
