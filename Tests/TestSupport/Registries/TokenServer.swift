import Foundation
package import Host
import Synchronization

/// Gives out the tokens that a registry asks for: to users with a password or a refresh token, and to nobody in particular
/// what anybody may do. It writes down what it was asked.
package final class TokenServer: Sendable {
    package static let service = "registry.test"
    package static let issuer = "token.test"

    package struct User: Sendable {
        package var password: String
        /// By repository, `*` being any other.
        package var grants: [String: Set<String>]

        package init(_ password: String, _ grants: [String: Set<String>] = ["*": ["pull", "push", "delete"]]) {
            self.password = password
            self.grants = grants
        }
    }

    /// What it does not do, or does wrong.
    package struct Manner: Sendable {
        /// What it says of how long a token lasts, in seconds; nil says nothing, which stands for 60.
        package var statedLifetime: Int? = 300
        /// So many of the next tokens have run out long ago.
        package var staleTokens = 0
        /// Whether it takes POST; those that do not answer 404.
        package var takesPost = true
        /// So many of the next requests are answered with this status.
        package var failures: (count: Int, status: Int) = (0, 500)
        /// Whether the token is called `token` or `access_token`, as older and newer servers have it.
        package var names: Set<String> = ["token", "access_token"]
    }

    struct State {
        var users: [String: User]
        var everybody: [String: Set<String>]
        var manner = Manner()
        var requests: [Request] = []
        /// Whose each refresh token is.
        var refreshTokens: [String: String] = [:]
        var tokens: [String] = []
    }

    /// The one whose signature a registry is to trust.
    package let certificate: Path
    private let directory: TemporaryDirectory
    private let key: TokenKey
    private let listener: LoopbackListener
    private let state: SharedState

    /// What threads share that outlive the server by a moment.
    final class SharedState: Sendable {
        let state: Mutex<State>
        let key: TokenKey

        init(_ state: State, _ key: TokenKey) {
            self.state = Mutex(state)
            self.key = key
        }
    }

    package init(_ users: [String: User], everybody: [String: Set<String>] = [:]) throws {
        directory = try TemporaryDirectory.quick()
        let key = try TokenKey(in: directory.path)
        let state = SharedState(State(users: users, everybody: everybody), key)
        (self.key, self.state, certificate) = (key, state, key.certificate)
        listener = try LoopbackListener { socket in
            let connection = HTTPConnection(socket)
            while (try? state.serve(connection)) == true {}
            connection.finish()
        }
    }

    package var port: UInt16 { listener.port }
    package var address: String { "http://localhost:\(port)" }

    package var requests: [Request] { state.state.withLock(\.requests) }

    /// All the secrets that it gave out: none of them may stand anywhere else.
    package var secrets: [String] { state.state.withLock { $0.tokens + $0.refreshTokens.keys } }

    package func behave(_ change: (inout Manner) -> Void) {
        state.state.withLock { change(&$0.manner) }
    }

    /// A refresh token, as a login leaves it.
    package func login(_ user: String) -> String {
        state.state.withLock { $0.refreshToken(of: user) }
    }

    /// What it was asked.
    package struct Request: Equatable, Sendable {
        package enum Proof: Equatable, Sendable {
            case none
            case password(of: String)
            case refreshToken
        }

        package var method: String
        package var service: String?
        package var scopes: [String]
        package var proof: Proof
        package var status = 0
    }
}

extension TokenServer.State {
    mutating func refreshToken(of user: String) -> String {
        let token = "refresh-\(UUID().uuidString)"
        refreshTokens[token] = user
        return token
    }

    /// Which of the actions that a scope asks for somebody may do.
    func granted(_ scope: TokenScope, to user: String?) -> TokenScope {
        let own = user.flatMap { users[$0]?.grants } ?? [:]
        let allowed = (own[scope.name] ?? own["*"] ?? []).union(everybody[scope.name] ?? everybody["*"] ?? [])
        return TokenScope(name: scope.name, actions: scope.actions.filter(allowed.contains))
    }
}

/// `repository:library/alpine:pull,push`
struct TokenScope: Equatable, Sendable {
    var name: String
    var actions: [String]
}

extension TokenScope {
    init?(_ text: String) {
        guard text.hasPrefix("repository:"), let colon = text.lastIndex(of: ":") else { return nil }
        let name = text[..<colon].dropFirst("repository:".count)
        self.init(name: String(name), actions: text[text.index(after: colon)...].split(separator: ",").map(String.init))
    }
}
