/// What sort of entry of a target it is, for messages.
package enum EntryKind: String, Sendable {
    case output
    case cache = "cache entry"
    case secret
    case ssh = "ssh entry"
    case attestation
    case policy = "policy entry"
    case resources
    case call = "call method"

    /// The keys that it may have; nil where any will do.
    var keys: [String]? {
        switch self {
        case .output, .cache, .attestation: nil
        case .secret: ["id", "src", "source", "env", "type"]
        case .ssh: ["id", "paths"]
        case .policy: ["filename", "reset", "disabled", "strict", "log-level"]
        case .resources: Resources.Key.allCases.map(\.rawValue)
        case .call: ["format", "ignorestatus"]
        }
    }

    var example: String {
        switch self {
        case .output: "type=local,dest=out"
        case .cache: "type=registry,ref=user/app:cache"
        case .secret: "id=token,src=token.txt"
        case .ssh: "default=key.pem"
        case .attestation: "type=provenance,mode=max"
        case .policy: "filename=policy.rego"
        case .resources: "memory=1g"
        case .call: "check,format=json"
        }
    }
}

extension EntryKind: CustomStringConvertible {
    package var description: String { rawValue }
}
