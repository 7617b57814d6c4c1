package import Values

/// Why a blob is not the manifest, index or configuration that it should be.
package enum DocumentFault: Error, Equatable, Sendable {
    case json(JSONFault)
    /// A member, by its path (`layers[2].digest`), is missing.
    case missing(String)
    /// A member is of another kind than it should be: the path, what is expected, what is there.
    case wrongKind(String, expected: String, found: String)
    /// The path and the text.
    case badDigest(String, String)
    case negativeSize(String)
    /// Docker's manifests of the time before layers were named by their content.
    case schema1
    /// Neither a manifest nor an index, by its members.
    case unknownKind
    /// It has the members of a manifest and those of an index.
    case ambiguous
    /// It says of itself to be something else than its members are.
    case wrongMediaType(String)
}

extension DocumentFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .json(let fault): "is no JSON: \(fault)"
        case .missing(let path): "has no \"\(path)\""
        case .wrongKind("", let expected, let found): "is \(found), and must be \(expected)"
        case .wrongKind(let path, let expected, let found): "has \(found) as \"\(path)\", which must be \(expected)"
        case .badDigest(let path, let text): "has \"\(text)\" as \"\(path)\", which is not a digest"
        case .negativeSize(let path): "has a size below zero: \"\(path)\""
        case .schema1: "is of Docker's manifest schema 1, which is not supported"
        case .unknownKind: "is neither a manifest nor an index"
        case .ambiguous: "has members of a manifest and of an index"
        case .wrongMediaType(let type): "calls itself \"\(type)\", and has other members"
        }
    }

    package var hint: String? {
        self == .schema1 ? "pull the image and push it again with a Docker of this decade" : nil
    }
}
