internal import HTTP
internal import Values

/// What a token server is asked.
struct TokenQuestion {
    let realm: HTTPAddress
    let service: String?
    let scopes: AccessScopes
    let credentials: Credentials?

    /// Asked by name and password, or as nobody. An identity token goes as a password without a name, which some take.
    var get: HTTPRequest {
        var query = service.map { [(name: "service", value: $0)] } ?? []
        query += scopes.words.map { (name: "scope", value: $0) }
        if let account = credentials?.account { query.append((name: "account", value: account)) }
        var request = HTTPRequest(.get, realm.appendingQuery(query))
        if let header = credentials?.tokenHeader { request.headers.add("Authorization", header) }
        return request
    }

    /// Asked by an identity token, as OAuth 2 has it.
    func post(_ token: String) -> HTTPRequest {
        let form = [
            ("grant_type", "refresh_token"), ("refresh_token", token), ("service", service ?? ""),
            ("client_id", "hearth"), ("scope", scopes.words.joined(separator: " ")),
        ]
        let body = form.filter { !$1.isEmpty }.map { "\($0)=\(HTTPAddress.encoded($1))" }.joined(separator: "&")
        return HTTPRequest(
            .post, realm, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: .bytes(Array(body.utf8))
        )
    }
}

extension Credentials {
    /// Nil for what is no password.
    var basicHeader: String? {
        guard case .password(let name, let password) = self else { return nil }
        return "Basic \(Base64.encode(Array("\(name):\(password)".utf8)))"
    }

    /// What a token server is shown that knows nothing of OAuth 2.
    fileprivate var tokenHeader: String? {
        if case .identityToken(let token) = self {
            "Basic \(Base64.encode(Array(":\(token)".utf8)))"
        } else {
            basicHeader
        }
    }

    /// What must not be shown.
    var secrets: [String] {
        switch self {
        case .password(let name, let password): [password, Base64.encode(Array("\(name):\(password)".utf8))]
        case .identityToken(let token): [token, Base64.encode(Array(":\(token)".utf8))]
        }
    }
}
