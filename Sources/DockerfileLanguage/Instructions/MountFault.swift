package import Values

/// What can be wrong with a `--mount`.
package indirect enum MountFault: Error, Equatable, Sendable {
    case fields(FieldFault)
    case expansion(ExpansionFault)
    /// A field that is no `key=value` and no word that stands alone.
    case notKeyValue(String)
    case unknownKey(String)
    /// A key that mounts of this kind do not have, or have once `type` stands before it.
    case unexpectedKey(String, Mount.Kind)
    case variableInFrom(String)
    case unknownKind(String)
    case unknownSharing(String)
    case notBoolean(String, key: String)
    case notSize(String)
    case notMode(String)
    case notID(String, key: String)
    case secretWithFrom
    case secretWithoutName
    case secretWithTwoNames
    case sharing(Mount.Kind)
}

extension MountFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .fields(let fault): "the mount is malformed: \(fault)"
        case .expansion(let fault): "\(fault)"
        case .notKeyValue(""): "the mount has an empty field"
        case .notKeyValue(let text): "\"\(text)\" in the mount is not of the form key=value"
        case .unknownKey(let key): "a mount has no key \"\(key)\""
        case .unexpectedKey(let key, let kind): "a mount of type \(kind.rawValue) has no key \"\(key)\""
        case .variableInFrom(let text): "\"from=\(text)\": variables are not expanded in \"from\""
        case .unknownKind(let word): "unknown type of mount \"\(word)\""
        case .unknownSharing(let word): "unknown sharing \"\(word)\""
        case .notBoolean(let text, let key): "\"\(text)\" is neither true nor false, as \"\(key)\" must be"
        case .notSize(let text): "\"\(text)\" is not an amount of memory, as \"size\" must be"
        case .notMode(let text): "\"\(text)\" is not a mode"
        case .notID(let text, let key): "\"\(text)\" is not a number, as \"\(key)\" must be"
        case .secretWithFrom: "a mount of type secret has no key \"from\""
        case .secretWithoutName: "the mount does not say which secret it is"
        case .secretWithTwoNames: "the mount has both an \"id\" and a \"source\", which are the same for secrets"
        case .sharing(let kind): "a mount of type \(kind.rawValue) has no key \"sharing\""
        }
    }

    package var hint: String? {
        switch self {
        case .fields(let fault): fault.hint
        case .notKeyValue, .secretWithoutName: "for example \"type=secret,id=token\""
        case .unknownKey(let key): SyntaxFault.offer(Self.keys, for: key)
        case .unexpectedKey("size", .bind): "write \"type=tmpfs\" before it"
        case .unexpectedKey("required", .bind): "write \"type=secret\" or \"type=ssh\" before it"
        case .variableInFrom: "name a stage after it, FROM … AS name, and mount from that"
        case .unknownKind(let word): SyntaxFault.offer(Mount.Kind.allCases.map(\.rawValue), for: word)
        case .unknownSharing(let word): SyntaxFault.offer(Mount.Sharing.allCases.map(\.rawValue), for: word)
        case .notBoolean: "write true or false"
        case .notSize: "for example \"64m\""
        case .notMode: "for example \"0400\""
        default: nil
        }
    }

    private static let keys = [
        "type", "from", "source", "target", "readonly", "id", "sharing", "required", "size", "mode", "uid", "gid",
        "env",
        "src", "dst", "destination", "ro", "rw", "readwrite",
    ]
}
