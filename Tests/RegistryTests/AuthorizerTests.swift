import Foundation
import HTTP
import Host
import Synchronization
import TestSupport
import Testing

@testable import Registry

/// What registries are shown, with token servers on loopback. No registry is asked: its answers are written down here.
struct AuthorizerTests {
    private let clock = HandClock()
    private static let pull = [RepositoryScope(repository: "team/app", actions: [.pull])]
    private static let push = [RepositoryScope(repository: "team/app", actions: [.pull, .push])]
    private static let me = Credentials.password(name: "me", password: "hunter2")

    private func authorizer(_ credentials: GivenCredentials) -> Authorizer {
        Authorizer("a.b", credentials, HTTPClient(HTTPSettings(userAgent: "test")), clock: clock.clock)
    }

    private func authorizer(_ credentials: Credentials?) -> Authorizer { authorizer(GivenCredentials(credentials)) }

    private static func unauthorized(_ challenges: String..., from scheme: String = "http") throws -> HTTPResponse {
        var headers: HTTPHeaders = [:]
        for challenge in challenges { headers.add("WWW-Authenticate", challenge) }
        return HTTPResponse(status: 401, headers: headers, address: try HTTPAddress("\(scheme)://a.b/v2/"))
    }

    private static func bearer(_ server: LoopbackServer, _ more: String = #",service="s""#) throws -> HTTPResponse {
        try unauthorized(#"Bearer realm="\#(server.address)/token"\#(more)"#)
    }

    /// Answers with `T1`, `T2`, …
    private static func tokens(_ members: String = "") throws -> LoopbackServer {
        let count = Mutex(0)
        return try LoopbackServer { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return LoopbackServer.answer("200 OK", Array(#"{"token": "T\#(number)"\#(members)}"#.utf8))
        }
    }

    private static func answering(_ status: String, _ body: String) throws -> LoopbackServer {
        try LoopbackServer { _ in LoopbackServer.answer(status, Array(body.utf8)) }
    }

    private static func basic(_ text: String) -> String { "Basic \(Data(text.utf8).base64EncodedString())" }

    private func words(of error: (any Error)?) -> String {
        let hint = (error as? RegistryFault)?.hint.map { " (\($0))" } ?? ""
        return error.map { "\($0)\(hint)" } ?? "none"
    }

    // MARK: - Passwords

    @Test func `a password is sent where it is asked for, and known from then on`() throws {
        let authorizer = authorizer(Self.me)
        #expect(authorizer.header(for: Self.pull) == nil)
        let header = try authorizer.answer(
            Self.unauthorized(#"Basic realm="x""#), refused: nil, for: Self.pull)
        #expect(header == Self.basic("me:hunter2"))
        #expect(authorizer.header(for: Self.push) == header)
        #expect(authorizer.header(for: [RepositoryScope(repository: "other", actions: [.pull])]) == nil)
    }

    @Test func `a wrong password is sent once`() throws {
        let authorizer = authorizer(Self.me)
        let answer = try Self.unauthorized(#"Basic realm="x""#)
        let header = try authorizer.answer(answer, refused: nil, for: Self.pull)
        for _ in 0..<2 {
            let error = #expect(throws: RegistryFault.self) {
                try authorizer.answer(answer, refused: header, for: Self.pull)
            }
            #expect(words(of: error) == "wrong name or password for me at a.b (log in with `hearth login a.b`)")
        }
        #expect(throws: RegistryFault.self) { try authorizer.answer(answer, refused: nil, for: Self.push) }
        #expect(authorizer.header(for: Self.pull) == nil)
    }

    @Test func `each repository has the password of its path`() throws {
        let authorizer = authorizer(GivenCredentials { .password(name: $0, password: "x") })
        let answer = try Self.unauthorized("Basic")
        for name in ["one", "two"] {
            let scopes = [RepositoryScope(repository: name, actions: [.push])]
            #expect(try authorizer.answer(answer, refused: nil, for: scopes) == Self.basic("\(name):x"))
            #expect(authorizer.header(for: scopes) == Self.basic("\(name):x"))
        }
    }

    @Test func `who has no password hears that one is wanted`() throws {
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(nil).answer(Self.unauthorized("Basic realm=x"), refused: nil, for: Self.pull)
        }
        #expect(words(of: error) == "a.b wants a login for team/app (log in with `hearth login a.b`)")
    }

    @Test(arguments: ["Negotiate", "Digest realm=x, nonce=y", "Bearer service=\"none to ask\""])
    func `a registry that wants something else is named`(challenge: String) throws {
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(Self.me).answer(Self.unauthorized(challenge), refused: nil, for: Self.pull)
        }
        #expect(words(of: error).hasPrefix("a.b wants a login for team/app: it wants to be shown \""))
    }

    // MARK: - Tokens

    @Test func `a token is asked for as the protocol has it`() throws {
        let server = try Self.tokens()
        let authorizer = authorizer(Self.me)
        let header = try authorizer.answer(
            Self.bearer(server, #",service="the service",scope="repository:base:pull repository:team/app:delete""#),
            refused: nil, for: Self.push)
        #expect(header == "Bearer T1")
        let request = try #require(server.requests.first)
        #expect(
            request.path == "/token?service=the%20service&scope=repository%3Abase%3Apull"
                + "&scope=repository%3Ateam%2Fapp%3Adelete%2Cpull%2Cpush&account=me")
        #expect(request.method == "GET")
        #expect(request.headers["authorization"] == Self.basic("me:hunter2"))
    }

    @Test func `nobody in particular gets a token, too`() throws {
        let server = try Self.tokens()
        #expect(try authorizer(nil).answer(Self.bearer(server, ""), refused: nil, for: []) == "Bearer T1")
        #expect(server.requests.map(\.path) == ["/token"])
        #expect(server.requests.first?.headers["authorization"] == nil)
    }

    @Test func `Bearer goes before Basic, wherever it stands`() throws {
        let server = try Self.tokens()
        let answer = try Self.unauthorized(
            #"Basic realm="x""#, #"Negotiate, Bearer realm="\#(server.address)/t?a=b", service="s""#)
        #expect(try authorizer(Self.me).answer(answer, refused: nil, for: []) == "Bearer T1")
        #expect(server.requests.map(\.path) == ["/t?a=b&service=s&account=me"])
    }

    @Test func `a token serves for all that it was given for`() throws {
        let server = try Self.tokens()
        let authorizer = authorizer(nil)
        #expect(try authorizer.answer(Self.bearer(server), refused: nil, for: Self.push) == "Bearer T1")
        #expect(authorizer.header(for: Self.push) == "Bearer T1")
        #expect(authorizer.header(for: Self.pull) == "Bearer T1")
        #expect(authorizer.header(for: [RepositoryScope(repository: "other", actions: [.pull])]) == nil)
        #expect(authorizer.header(for: [RepositoryScope(repository: "team/app", actions: [.delete])]) == nil)
        // One who asked at the same time finds it.
        #expect(try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull) == "Bearer T1")
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        // Where nothing is said, a minute.
        ("", 50.0, 55.0), (#", "expires_in": 300"#, 285, 295), (#", "expires_in": 10"#, 8, 9.5),
        (#", "expires_in": 0"#, 50, 55), (#", "expires_in": -5.5"#, 50, 55), (#", "expires_in": "9""#, 50, 55),
        (#", "expires_in": 1e300"#, 1e6, 1e300),
        // It was issued 100 seconds ago. (The clock of these tests begins in 2027.)
        (#", "expires_in": 300, "issued_at": "2027-01-15T07:58:20Z""#, 185, 195),
        // A clock that is wrong by hours says nothing.
        (#", "expires_in": 300, "issued_at": "2027-01-15T03:00:00Z""#, 285, 295),
        (#", "expires_in": 300, "issued_at": "2027-01-15T12:00:00Z""#, 285, 295),
        (#", "expires_in": 300, "issued_at": "yesterday""#, 285, 295),
    ])
    func `a token is shown until shortly before its end`(members: String, shown: Double, over: Double) throws {
        let server = try Self.tokens(members)
        let authorizer = authorizer(nil)
        _ = try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull)
        clock.advance(bySeconds: shown)
        #expect(authorizer.header(for: Self.pull) == "Bearer T1")
        if over > 1e200 { return }
        clock.advance(bySeconds: over - shown)
        #expect(authorizer.header(for: Self.pull) == nil)
        #expect(try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull) == "Bearer T2")
    }

    @Test func `a token that has expired for the registry is fetched anew`() throws {
        let server = try Self.tokens(#", "expires_in": 3600"#)
        let authorizer = authorizer(Self.me)
        _ = try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull)
        clock.advance(bySeconds: 600)
        #expect(try authorizer.answer(Self.bearer(server), refused: "Bearer T1", for: Self.pull) == "Bearer T2")
        // Another thread was refused with the old one, too.
        #expect(try authorizer.answer(Self.bearer(server), refused: "Bearer T1", for: Self.pull) == "Bearer T2")
        #expect(server.requests.count == 2)
    }

    @Test func `a new token that is refused is not fetched again and again`() throws {
        let server = try Self.tokens()
        let authorizer = authorizer(nil)
        _ = try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull)
        let error = #expect(throws: RegistryFault.self) {
            try authorizer.answer(Self.bearer(server), refused: "Bearer T1", for: Self.pull)
        }
        #expect(words(of: error).hasPrefix("a.b wants a login for team/app: it does not take the token"))
        #expect(server.requests.count == 1)
    }

    @Test func `a token for more is fetched where the registry asks for more`() throws {
        let server = try Self.tokens()
        let authorizer = authorizer(nil)
        _ = try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull)
        let answer = try Self.bearer(server, #",scope="repository:team/app:pull,push,*""#)
        #expect(try authorizer.answer(answer, refused: "Bearer T1", for: Self.pull) == "Bearer T2")
        #expect(server.requests.last?.path.hasSuffix("repository%3Ateam%2Fapp%3A%2A%2Cpull%2Cpush") == true)
    }

    @Test func `one thread fetches, and all have the token`() throws {
        let server = try Self.tokens()
        let credentials = GivenCredentials(Self.me)
        let authorizer = authorizer(credentials)
        let answer = try Self.bearer(server)
        let headers = Mutex<[String?]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let header = try? authorizer.answer(answer, refused: nil, for: Self.pull)
            headers.withLock { $0.append(header) }
        }
        #expect(headers.withLock { $0.allSatisfy { $0 == "Bearer T1" } })
        #expect(server.requests.count == 1)
        #expect(credentials.asked == ["team/app"])
    }

    @Test func `a wrong password is shown to the token server once, whoever asks`() throws {
        let server = try Self.answering("401 Unauthorized", #"{"details": "incorrect username or password"}"#)
        let authorizer = authorizer(Self.me)
        let answer = try Self.bearer(server)
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            let scopes = [RepositoryScope(repository: "\(number)", actions: [.pull])]
            let error = #expect(throws: RegistryFault.self) {
                try authorizer.answer(answer, refused: nil, for: scopes)
            }
            #expect(
                words(of: error) == "wrong name or password for me at a.b: incorrect username or password"
                    + " (log in with `hearth login a.b`)")
        }
        #expect(server.requests.count == 1)
    }

    @Test func `who may not do this is not taken for somebody else`() throws {
        let server = try Self.answering("403 Forbidden", #"{"errors": [{"code": "DENIED", "message": "no access"}]}"#)
        let denied = #expect(throws: RegistryFault.self) {
            try authorizer(Self.me).answer(Self.bearer(server), refused: nil, for: Self.push)
        }
        #expect(words(of: denied).hasPrefix("a.b does not allow this with team/app: no access"))
        let nobody = #expect(throws: RegistryFault.self) {
            try authorizer(nil).answer(Self.bearer(server), refused: nil, for: Self.push)
        }
        #expect(words(of: nobody).hasPrefix("a.b wants a login for team/app: no access"))
    }

    @Test(arguments: [
        // A server that says too much is not repeated.
        (#"{"message": "hunter2 is wrong"}"#, "wrong name or password for me at a.b"),
        (#"{"message": "got bWU6aHVudGVyMg=="}"#, "wrong name or password for me at a.b"),
        // Nor can it command a terminal.
        (#"{"message": "a\u001b[31mb\u202ec\nd."}"#, "wrong name or password for me at a.b: a\\u{1b}[31mb\\u{202e}c d"),
        (
            #"{"errors": [{"message": "x"}, {"code": "Y"}, {}, {"message": "z"}]}"#,
            "wrong name or password for me at a.b: x; Y"
        ),
        (#"{"error": "invalid", "error_description": "said"}"#, "wrong name or password for me at a.b: said"),
        ("<html>hunter2</html>", "wrong name or password for me at a.b"), ("", "wrong name or password for me at a.b"),
    ])
    func `what the server says is told, and no secret`(body: String, words: String) throws {
        let server = try Self.answering("401 Unauthorized", body)
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(Self.me).answer(Self.bearer(server), refused: nil, for: Self.pull)
        }
        #expect("\(try #require(error))" == words)
    }

    @Test func `long words are cut`() throws {
        let server = try Self.answering(
            "401 Unauthorized", #"{"message": "\#(String(repeating: "x", count: 100_000))"}"#)
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(nil).answer(Self.bearer(server), refused: nil, for: Self.pull)
        }
        #expect("\(try #require(error))".count < 400)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"token": 1}"#, #"{"token": ""}"#, #"{"token": "a b"}"#, #"{"token": "a\r\nX: y"}"#,
        #"{"token": "é"}"#, #"{"token": "\#(String(repeating: "x", count: 1 << 17))"}"#,
    ])
    func `what is no token is told`(body: String) throws {
        let server = try Self.answering("200 OK", body)
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(nil).answer(Self.bearer(server), refused: nil, for: Self.pull)
        }
        #expect(words(of: error) == "a.b answers wrongly to the question for a token: there is no token in it")
    }

    @Test func `an answer without end is not read to its end`() throws {
        let server = try Self.answering("200 OK", #"{"token": "x", "\#(String(repeating: "x", count: 2 << 20))": 1}"#)
        #expect(throws: HTTPFault.self) {
            try authorizer(nil).answer(Self.bearer(server), refused: nil, for: Self.pull)
        }
    }

    @Test func `what passes can be told from what does not`() throws {
        for (status, isPassing) in [("503 Busy", true), ("429 Slow", true), ("501 Never", false), ("404 None", false)] {
            let server = try Self.answering(status, "")
            let error = #expect(throws: RegistryFault.self) {
                try authorizer(Self.me).answer(Self.bearer(server), refused: nil, for: Self.pull)
            }
            #expect(try #require(error).isPassing == isPassing)
        }
    }

    // MARK: - Identity tokens

    @Test func `an identity token is changed into a token by OAuth`() throws {
        let server = try LoopbackServer { _ in
            LoopbackServer.answer("200 OK", Array(#"{"access_token": "A", "refresh_token": "R"}"#.utf8))
        }
        let authorizer = authorizer(.identityToken("a+b/c=="))
        #expect(try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull) == "Bearer A")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.path == "/token")
        #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(request.headers["authorization"] == nil)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "grant_type=refresh_token&refresh_token=a%2Bb%2Fc%3D%3D&service=s&client_id=hearth"
                + "&scope=repository%3Ateam%2Fapp%3Apull")
    }

    @Test(arguments: ["404 Not Found", "405 Method Not Allowed"])
    func `or as a password, where the server knows nothing of OAuth`(status: String) throws {
        let server = try LoopbackServer { request in
            request.method == "POST"
                ? LoopbackServer.answer(status) : LoopbackServer.answer("200 OK", Array(#"{"token": "T"}"#.utf8))
        }
        let authorizer = authorizer(.identityToken("identity"))
        #expect(try authorizer.answer(Self.bearer(server), refused: nil, for: Self.pull) == "Bearer T")
        #expect(server.requests.map(\.method) == ["POST", "GET"])
        #expect(server.requests.last?.headers["authorization"] == Self.basic(":identity"))
    }

    @Test func `an identity token that is refused is not shown`() throws {
        let server = try Self.answering("400 Bad Request", #"{"error": "invalid_grant"}"#)
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(.identityToken("secret")).answer(Self.bearer(server), refused: nil, for: Self.pull)
        }
        #expect(
            "\(try #require(error))" == "a.b does not take the login that is kept for it for team/app: invalid_grant")
    }

    @Test func `where passwords are wanted, an identity token is none`() throws {
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(.identityToken("secret")).answer(Self.unauthorized("Basic"), refused: nil, for: [])
        }
        #expect("\(try #require(error))".hasSuffix("it takes names and passwords only, and an identity token is kept"))
    }

    // MARK: - Where passwords go

    @Test func `a registry with TLS has no password sent without`() throws {
        let server = try Self.tokens()
        let challenge = #"Bearer realm="\#(server.address)/token""#
        let answer = try Self.unauthorized(challenge, from: "https")
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(Self.me).answer(answer, refused: nil, for: Self.pull)
        }
        #expect(
            "\(try #require(error))".contains("no password is sent to \(server.address), which it names, without TLS"))
        #expect(server.requests.isEmpty)
        // Nobody's question may go there.
        #expect(try authorizer(nil).answer(answer, refused: nil, for: Self.pull) == "Bearer T1")
    }

    @Test func `where the token server leads elsewhere, no password goes along`() throws {
        let elsewhere = try Self.tokens()
        let place = elsewhere.address
        let server = try LoopbackServer { request in
            LoopbackServer.answer(
                "307 Moved",
                headers: ["Location: \(request.path.hasPrefix("/token") ? "/moved?x=y" : "\(place)/there")"])
        }
        #expect(try authorizer(Self.me).answer(Self.bearer(server), refused: nil, for: Self.pull) == "Bearer T1")
        #expect(server.requests.map { $0.headers["authorization"] != nil } == [true, true])
        #expect(elsewhere.requests.map(\.path) == ["/there"])
        #expect(elsewhere.requests.first?.headers["authorization"] == nil)
    }

    @Test func `a token server that leads round and round is left`() throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("302 Found", headers: ["Location: /token"]) }
        #expect(throws: HTTPFault.self) {
            try authorizer(nil).answer(Self.bearer(server), refused: nil, for: Self.pull)
        }
        #expect(server.requests.count < 20)
    }

    @Test(arguments: ["", "/token", "ftp://a.b", "://"])
    func `a token server without an address is told`(realm: String) throws {
        let error = #expect(throws: RegistryFault.self) {
            try authorizer(Self.me).answer(
                Self.unauthorized("Bearer realm=\"\(realm)\""), refused: nil, for: Self.pull)
        }
        #expect("\(try #require(error))" == "a.b answers wrongly to a request: its token server has no address")
    }
}
