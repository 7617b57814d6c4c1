internal import HTTP
internal import Values

/// Asks the server that gives tokens for a registry.
struct TokenFetch {
    let registry: String
    let repository: String
    let http: HTTPClient

    private static let sizeLimit = 1 << 20
    private static let what = "the question for a token"

    /// Throws `.unauthorized` where the server does not take the credentials, or gives nothing without, and `.denied` where
    /// it gives nothing to whom they belong to.
    func token(_ question: TokenQuestion) throws -> AccessToken {
        guard case .identityToken(let token) = question.credentials else { return try read(get(question), question) }
        let answer = try http.answer(to: question.post(token), limit: Self.sizeLimit)
        // Servers that know nothing of OAuth 2.
        if [404, 405].contains(answer.response.status) { return try read(get(question), question) }
        return try read(answer, question)
    }

    /// Goes where it leads. Credentials go no further than to the server that the registry named.
    private func get(_ question: TokenQuestion) throws -> (response: HTTPResponse, body: [UInt8]) {
        var request = question.get
        for _ in 0...Self.redirectLimit {
            let answer = try http.answer(to: request, limit: Self.sizeLimit)
            guard let next = try answer.response.redirection() else { return answer }
            if !next.isSameOrigin(as: question.realm) { request.headers = [:] }
            request.address = next
        }
        throw HTTPFault.tooManyRedirects(question.realm)
    }

    private static let redirectLimit = 10

    private func read(
        _ answer: (response: HTTPResponse, body: [UInt8]), _ question: TokenQuestion
    ) throws(RegistryFault) -> AccessToken {
        let reason = ServerWords.reason(in: answer.body, hiding: question.credentials?.secrets ?? [])
        switch answer.response.status {
        case 200..<300: break
        case 400 where question.credentials?.isIdentityToken == true, 401,
            403 where question.credentials == nil:
            throw .unauthorized(
                registry: registry, repository: repository, hadCredentials: question.credentials != nil,
                reason: reason, account: question.credentials?.account)
        // Who it is, is known, and may not do this.
        case 403: throw .denied(registry: registry, repository: repository, reason: reason)
        case let status: throw .refused(Self.what, registry: registry, status: status, reason: reason)
        }
        guard let json = try? JSON(parsing: answer.body, limit: Self.sizeLimit), let token = AccessToken(json) else {
            throw .badAnswer(Self.what, registry: registry, reason: "there is no token in it")
        }
        return token
    }
}

extension Credentials {
    /// Whose password it is.
    var account: String? {
        if case .password(let name, _) = self { name } else { nil }
    }

    fileprivate var isIdentityToken: Bool {
        if case .identityToken = self { true } else { false }
    }
}
