/// What proves to a registry who asks. Never printed: a description says only of which kind it is.
package enum Credentials: Equatable, Sendable {
    case password(name: String, password: String)
    /// A refresh token, which stands for a login.
    case identityToken(String)
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        switch self {
        case .password(let name, _): "a password of \(name)"
        case .identityToken: "an identity token"
        }
    }

    package var debugDescription: String { description }
}

extension Credentials: CustomReflectable {
    /// What shows values by their parts is shown none of these.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where credentials come from.
package protocol CredentialSource: Sendable {
    /// Those for a repository of a registry; nil to ask as nobody in particular. May take long, and may throw.
    func credentials(for registry: String, repository: String) throws -> Credentials?
}
