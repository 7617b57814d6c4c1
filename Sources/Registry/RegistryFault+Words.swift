internal import HTTP
internal import Values

extension RegistryFault {
    /// Whether the same may succeed a little later.
    package var isPassing: Bool {
        switch self {
        case .refused(_, _, let status, _):
            [408, 429].contains(status) || status >= 500 && ![501, 505].contains(status)
        // What was sent is not what came: the way was at fault, or a cache on it.
        case .wrongDigest, .wrongSize: false
        case .unreachable, .notFound, .unauthorized, .denied, .notAllowed, .badAnswer, .badConfiguration,
            .credentialHelper:
            false
        }
    }
}

extension RegistryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let what, let registry): "\(registry) has no \(what)"
        case .unauthorized(let registry, _, true, let reason, let account?):
            "wrong name or password for \(account) at \(registry)\(Self.saying(reason))"
        case .unauthorized(let registry, let repository, true, let reason, nil):
            "\(registry) does not take the login that is kept for it\(Self.of(repository))\(Self.saying(reason))"
        case .unauthorized(let registry, let repository, false, let reason, _):
            "\(registry) wants a login\(Self.of(repository))\(Self.saying(reason))"
        case .denied(let registry, "", let reason): "\(registry) does not allow this\(Self.saying(reason))"
        case .denied(let registry, let repository, let reason):
            "\(registry) does not allow this with \(repository)\(Self.saying(reason))"
        case .notAllowed(let what, let registry): "\(registry) does not allow to \(what)"
        case .refused(let what, let registry, let status, let reason):
            "\(registry) answers with status \(status) to \(what)\(Self.saying(reason))"
        case .wrongDigest(let what, let registry, let expected, let found):
            "\(what) of \(registry) is not what was asked for: its digest is \(found), not \(expected)"
        case .wrongSize(let what, let registry, let expected, let found):
            "\(what) of \(registry) is not what was asked for: it has \(found) bytes, not \(expected)"
        case .badAnswer(let what, let registry, let reason): "\(registry) answers wrongly to \(what): \(reason)"
        case .unreachable(let registry, let cause): "\(registry) cannot be asked: \(cause)"
        case .badConfiguration(let place, let reason, _): "\(place): \(reason)"
        case .credentialHelper(let program, let reason, _): "\(program) \(reason)"
        }
    }

    /// The next thing to try, where there is one.
    package var hint: String? {
        switch self {
        case .unauthorized(let registry, _, _, _, _): "log in with `hearth login \(registry)`"
        case .denied: "is this login allowed to do so, and is the name of the repository right?"
        case .unreachable(_, let cause): (cause as? HTTPFault)?.hint
        case .badConfiguration(_, _, let hint), .credentialHelper(_, _, let hint): hint
        case .notFound, .notAllowed, .refused, .wrongDigest, .wrongSize, .badAnswer: nil
        }
    }

    private static func of(_ repository: String) -> String { repository.isEmpty ? "" : " for \(repository)" }

    private static func saying(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }
}
