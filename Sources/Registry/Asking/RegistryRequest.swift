internal import HTTP
internal import Values

/// What is asked of a registry or of a mirror: of which place, and with which rights.
struct RegistryRequest {
    enum Place {
        /// Below `/v2/`, escaped, with its query.
        case path(String)
        /// Where an earlier answer has led.
        case address(HTTPAddress)
    }

    let method: HTTPRequest.Method
    var place: Place
    let scopes: [RepositoryScope]
    /// What it is about, in words: `manifest latest of library/alpine`.
    let what: String
    var headers: HTTPHeaders = [:]
    /// Whether no digest holds what comes, so that it must not leave TLS on its way.
    var isOnTrust = false
    /// Makes the body, anew each time that it has to be sent.
    var body: () throws -> HTTPRequest.Body = { .none }

    init(
        _ method: HTTPRequest.Method, _ path: String, of repository: String, _ actions: Set<RepositoryScope.Action>,
        _ what: String, headers: HTTPHeaders = [:]
    ) {
        self.init(
            method, .path("\(repository)/\(path)"), [RepositoryScope(repository: repository, actions: actions)], what,
            headers: headers)
    }

    init(
        _ method: HTTPRequest.Method, _ place: Place, _ scopes: [RepositoryScope], _ what: String,
        headers: HTTPHeaders = [:]
    ) {
        self.method = method
        self.place = place
        self.scopes = scopes
        self.what = what
        self.headers = headers
    }

    /// The asking itself, in words.
    var act: String { "a request for \(what)" }

    /// The repository that a fault is about.
    var repository: String { scopes.first?.repository ?? "" }
}

/// What came back, of which the body is whole, or was lent already.
struct RegistryAnswer {
    let response: HTTPResponse
    let body: [UInt8]
    /// What was sent to prove who asks, which must not be shown.
    let authorization: String?

    var status: Int { response.status }
    var headers: HTTPHeaders { response.headers }
    var complaint: RegistryComplaint { RegistryComplaint(body, hiding: authorization) }
}
