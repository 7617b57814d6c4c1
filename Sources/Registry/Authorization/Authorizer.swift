package import HTTP
package import Host
internal import Synchronization
internal import Values

/// Gets from a registry, or from the token server that it names, what is to be sent along with requests.
///
/// A request is sent with what `header` knows. Where the registry answers 401, `answer` reads what it wants to be shown, and
/// gets that: name and password themselves (Basic), or a token for them (Bearer), which a token server gives also to nobody in
/// particular, for what is public. Tokens are kept until shortly before they expire.
///
/// Any thread may ask. One at a time gets something, and the others find it: a password that is wrong is sent once, and then
/// never again. Passwords go to a token server over HTTPS alone, unless the registry itself is asked without.
package final class Authorizer: Sendable {
    private let registry: String
    private let credentials: any CredentialSource
    private let http: HTTPClient
    private let clock: WallClock
    private let known = Mutex(KnownHeaders())
    /// The credentials that were refused, and how. Held while something is asked for.
    private let refusals = Guarded<[(credentials: Credentials, fault: RegistryFault)]>([])

    package init(
        _ registry: String, _ credentials: any CredentialSource, _ http: HTTPClient, clock: WallClock = .system
    ) {
        self.registry = registry
        self.credentials = credentials
        self.http = http
        self.clock = clock
    }

    /// What is known to be sent with a request for these: nil nothing (yet).
    package func header(for scopes: [RepositoryScope]) -> String? {
        let header = header(for: AccessScopes(scopes), in: scopes.repository)
        known.withLock { $0.serve(with: header) }
        return header
    }

    private func header(for scopes: AccessScopes, in repository: String) -> String? {
        let now = clock.now()
        return known.withLock { $0.header(for: scopes, in: repository, at: now) }
    }

    /// After an answer 401: reads its WWW-Authenticate, and gets what it asks for. `refused` is the header that was sent and
    /// did not do. Throws `RegistryFault.unauthorized` when nothing better can be had.
    package func answer(
        _ response: HTTPResponse, refused: String?, for scopes: [RepositoryScope]
    ) throws -> String {
        let challenges = response.headers.values(of: "WWW-Authenticate").prefix(8).flatMap(Challenge.all)
        return try refusals.withLock { refusals in
            if let bearer = challenges.first(where: { $0.scheme == "bearer" && $0["realm"] != nil }) {
                let errand = try Errand(bearer, response, scopes)
                return try token(errand, refused: refused, &refusals)
            }
            if challenges.contains(where: { $0.scheme == "basic" }) {
                return try password(for: scopes.repository, refused: refused, &refusals)
            }
            throw unauthorized(
                scopes.repository, known.withLock { $0.token(with: refused)?.credentials },
                challenges.first.flatMap { ServerWords.fit("it wants to be shown \"\($0.scheme)\"") })
        }
    }

    private typealias Refusals = [(credentials: Credentials, fault: RegistryFault)]
}

// Passwords themselves.
extension Authorizer {
    private func password(for repository: String, refused: String?, _ refusals: inout Refusals) throws -> String {
        let found = try credentials(for: repository, refusals)
        guard let found, let header = found.basicHeader else {
            throw unauthorized(
                repository, found, found.map { _ in "it takes names and passwords only, and an identity token is kept" }
            )
        }
        if header == refused {
            known.withLock { $0.remove(header) }
            throw refuse(found, unauthorized(repository, found, nil), &refusals)
        }
        known.withLock { $0.add(password: header, for: repository) }
        return header
    }

    private func credentials(for repository: String, _ refusals: Refusals) throws -> Credentials? {
        let found = try credentials.credentials(for: registry, repository: repository)
        if let refusal = refusals.first(where: { $0.credentials == found }) { throw refusal.fault }
        return found
    }

    private func refuse(
        _ credentials: Credentials, _ fault: RegistryFault, _ refusals: inout Refusals
    ) -> RegistryFault {
        refusals.append((credentials, fault))
        return fault
    }

    private func unauthorized(_ repository: String, _ credentials: Credentials?, _ reason: String?) -> RegistryFault {
        .unauthorized(
            registry: registry, repository: repository, hadCredentials: credentials != nil, reason: reason,
            account: credentials?.account)
    }
}

// Tokens.
extension Authorizer {
    /// What a token is fetched for, and where.
    private struct Errand {
        let realm: String
        let service: String?
        let scopes: AccessScopes
        let repository: String
        let isPlain: Bool

        init(_ challenge: Challenge, _ response: HTTPResponse, _ scopes: [RepositoryScope]) throws {
            realm = challenge["realm"] ?? ""
            service = challenge["service"]
            var wanted = AccessScopes(scopes)
            if let more = challenge["scope"] { wanted.add(more) }
            self.scopes = wanted
            repository = scopes.repository
            isPlain = response.address.scheme == "http"
        }
    }

    private func token(_ errand: Errand, refused: String?, _ refusals: inout Refusals) throws -> String {
        // Somebody else may have fetched it meanwhile.
        if let header = header(for: errand.scopes, in: errand.repository), header != refused { return header }
        let before = known.withLock { $0.token(with: refused) }
        let asked = clock.now()
        // Another token than one that never did, and is as young, would be refused as well.
        if let before, before.scopes.covers(errand.scopes), !before.hasServed,
            asked.seconds(since: before.asked) < Self.fresh
        {
            throw denied(errand.repository, before.credentials)
        }
        known.withLock { $0.remove(refused) }
        let found = try credentials(for: errand.repository, refusals)
        let token = try fetch(errand, found, &refusals)
        let header = "Bearer \(token.text)"
        if header == refused { throw unauthorized(errand.repository, found, "its token server has no other token") }
        let entry = KnownHeaders.Token(
            header: header, scopes: errand.scopes, asked: asked, end: token.end(askedAt: asked), credentials: found)
        known.withLock { $0.add(entry, at: asked) }
        return header
    }

    /// In seconds.
    private static let fresh = 10.0

    /// Whoever has logged in is known to the token server, which gave less than was asked for.
    private func denied(_ repository: String, _ credentials: Credentials?) -> RegistryFault {
        let reason = "it does not take the token that was given for it"
        return credentials == nil
            ? unauthorized(repository, nil, reason)
            : .denied(registry: registry, repository: repository, reason: reason)
    }

    private func fetch(_ errand: Errand, _ found: Credentials?, _ refusals: inout Refusals) throws -> AccessToken {
        guard let realm = try? HTTPAddress(errand.realm) else {
            throw RegistryFault.badAnswer("a request", registry: registry, reason: "its token server has no address")
        }
        if found != nil, realm.scheme != "https", !errand.isPlain {
            throw unauthorized(
                errand.repository, nil,
                "no password is sent to \(realm.scheme)://\(realm.host), which it names, without TLS")
        }
        let fetch = TokenFetch(registry: registry, repository: errand.repository, http: http)
        do {
            return try fetch.token(
                TokenQuestion(realm: realm, service: errand.service, scopes: errand.scopes, credentials: found))
        } catch let fault as RegistryFault {
            guard case .unauthorized = fault, let found else { throw fault }
            throw refuse(found, fault, &refusals)
        }
    }
}

extension [RepositoryScope] {
    /// The repository whose credentials count.
    fileprivate var repository: String { first?.repository ?? "" }
}
