internal import Values

/// The headers `Authorization` that a registry has been sent, or may be.
struct KnownHeaders {
    struct Token {
        let header: String
        let scopes: AccessScopes
        let asked: Timestamp
        let end: Timestamp
        /// Whose it is; nil where nobody logged in for it.
        let credentials: Credentials?
        /// Whether it was taken for another request than the one that it was fetched for: then it did there.
        var hasServed = false
    }

    private var tokens: [Token] = []
    /// By the repository.
    private var passwords: [String: String] = [:]

    private static let mostTokens = 100

    func header(for scopes: AccessScopes, in repository: String, at now: Timestamp) -> String? {
        tokens.last { $0.end > now && $0.scopes.covers(scopes) }?.header ?? passwords[repository]
    }

    mutating func serve(with header: String?) {
        guard let place = tokens.lastIndex(where: { $0.header == header }) else { return }
        tokens[place].hasServed = true
    }

    func token(with header: String?) -> Token? { tokens.last { $0.header == header } }

    mutating func add(_ token: Token, at now: Timestamp) {
        tokens.removeAll { $0.end <= now || token.scopes.covers($0.scopes) }
        tokens = tokens.suffix(Self.mostTokens - 1) + [token]
    }

    mutating func add(password header: String, for repository: String) { passwords[repository] = header }

    /// Forgets what did not do.
    mutating func remove(_ header: String?) {
        tokens.removeAll { $0.header == header }
        passwords = passwords.filter { $0.value != header }
    }
}
