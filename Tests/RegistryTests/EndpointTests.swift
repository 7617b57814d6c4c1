import HTTP
import Host
import OCI
import TestSupport
import Testing
import Values

@testable import Registry

/// Who is asked, how, and as whom.
struct EndpointTests {
    typealias Answer = ScriptedServer.Answer

    private let content = MemoryContent(Array("content".utf8))
    private let credentials = Credentials.password(name: "ann", password: "s3cret")

    /// A server that wants a name and a password, and then answers.
    private func guarded(_ answer: @escaping @Sendable (ScriptedServer.Request) -> Answer) throws -> ScriptedServer {
        try ScriptedServer { request in
            request.headers["authorization"] == nil
                ? Answer(401, [("WWW-Authenticate", #"Basic realm="x""#)]) : answer(request)
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect leads to another server without credentials`(status: Int) throws {
        let storage = try ScriptedServer { [content] _ in Answer(200, body: content.bytes) }
        let place = "\(storage.address)/signed?token=abc"
        let server = try guarded { _ in Answer(status, [("Location", place)]) }
        let client = RegistryClient.forTest(server.name, .plain, credentials)
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
        #expect(storage.requests.map(\.target) == ["/signed?token=abc"])
        #expect(storage.requests.allSatisfy { $0.headers["authorization"] == nil })
        #expect(server.requests.last?.headers["authorization"] != nil)
    }

    @Test func `a redirect within a server keeps credentials`() throws {
        let server = try guarded { [content] request in
            request.path == "/elsewhere"
                ? Answer(200, body: content.bytes) : Answer(307, [("Location", "/elsewhere")])
        }
        let client = RegistryClient.forTest(server.name, .plain, credentials)
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
        #expect(server.requests.last?.headers["authorization"] != nil)
    }

    @Test func `redirects without end come to one`() throws {
        let server = try ScriptedServer { _ in Answer(307, [("Location", "/again")]) }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(throws: RegistryFault.self) { try client.bytes(content.descriptor, from: "app") }
        #expect(server.requests.count == 11)
    }

    @Test func `another server that wants a login is not told one`() throws {
        let storage = try ScriptedServer { _ in Answer(401, [("WWW-Authenticate", #"Basic realm="x""#)]) }
        let place = "\(storage.address)/signed?token=abc"
        let server = try guarded { _ in Answer(307, [("Location", place)]) }
        let client = RegistryClient.forTest(server.name, .plain, credentials)
        #expect(throws: RegistryFault.self) { try client.bytes(content.descriptor, from: "app") }
        #expect(storage.requests.map(\.headers["authorization"]) == [nil])
    }

    @Test func `a location of an upload on another server gets no credentials`() throws {
        let storage = try ScriptedServer { _ in Answer(201) }
        let place = "\(storage.address)/upload?token=abc"
        let server = try guarded { _ in Answer(202, [("Location", place)]) }
        let client = RegistryClient.forTest(server.name, .plain, credentials)
        #expect(try client.push(content.descriptor, to: "app", content: content) == .sent(7))
        #expect(
            storage.requests.map(\.target) == ["/upload?token=abc&digest=sha256%3A\(content.descriptor.digest.hex)"])
        #expect(storage.requests.map(\.headers["authorization"]) == [nil])
    }

    @Test func `what a tag leads to is not taken from a plain server where the registry speaks HTTPS`() throws {
        let endpoint = Endpoint(registry: "registry.test", RegistrySettings(), FixedCredentials(), .system)
        let tag = ManifestRequest(.get, "app", .tag("v1")).asked
        let digest = ManifestRequest(.get, "app", .digest(content.descriptor.digest)).asked
        #expect(tag.isOnTrust && !digest.isOnTrust)
        let next = try HTTPAddress("http://storage.test/x")
        #expect(throws: RegistryFault.self) { try endpoint.checkTrust(tag, from: endpoint.address(""), to: next) }
        #expect(throws: Never.self) { try endpoint.checkTrust(digest, from: endpoint.address(""), to: next) }
    }

    @Test func `what a fault says holds no secret`() throws {
        let server = try guarded { request in
            let told = request.headers["authorization"] ?? ""
            return Answer(400, body: #"{"errors":[{"code":"X","message":"you sent \#(told)"}]}"#)
        }
        let client = RegistryClient.forTest(server.name, .plain, credentials)
        #expect { try client.tags(of: "app") } throws: {
            "\($0)" == "\(server.name) answers with status 400 to a request for the tags of app"
        }
    }

    @Test func `a wrong password is sent once`() throws {
        let server = try ScriptedServer { _ in Answer(401, [("WWW-Authenticate", #"Basic realm="x""#)]) }
        let client = RegistryClient.forTest(server.name, .plain, credentials)
        for _ in 0..<2 {
            #expect { try client.tags(of: "app") } throws: {
                if case RegistryFault.unauthorized(_, _, true, _, _) = $0 { true } else { false }
            }
        }
        #expect(server.requests.count { $0.headers["authorization"] != nil } == 1)
    }

    @Test func `this machine is asked plainly first, and that is found out once`() throws {
        let server = try ScriptedServer { _ in Answer(404) }
        let client = RegistryClient.forTest(server.name)
        for _ in 0..<3 { #expect(try client.tags(of: "app") == nil) }
        #expect(server.requests.map(\.path) == ["/v2/"] + Array(repeating: "/v2/app/tags/list", count: 3))
    }

    @Test(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
    func `where this machine speaks HTTPS that is found out, and the authority is asked for`() throws {
        let server = try RegistryServer(.init { $0.hasTLS = true })
        var host = RegistrySettings.Host()
        #expect { try RegistryClient.forTest(server.name, host).tags(of: "app") } throws: {
            if case RegistryFault.unreachable(_, HTTPFault.untrusted) = $0 { true } else { false }
        }
        host.authorities = [try #require(server.authority).certificate]
        #expect(try RegistryClient.forTest(server.name, host).tags(of: "app") == nil)
        host.authorities = []
        host.trustsAnyone = true
        let client = RegistryClient.forTest(server.name, host)
        #expect(try client.push(content.descriptor, to: "app", content: content) == .sent(7))
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
    }

    @Test func `a server that may show any certificate may show none`() throws {
        #expect(Endpoint.usualSchemes(of: "registry.test:5000", .init()) == [.https])
        var host = RegistrySettings.Host()
        host.trustsAnyone = true
        #expect(Endpoint.usualSchemes(of: "registry.test:5000", host) == [.https, .http])
        for name in ["localhost", "localhost:1", "127.0.0.1", "127.1.2.3:80", "[::1]:5000"] {
            #expect(Endpoint.usualSchemes(of: name, .init()) == [.http, .https])
        }
        for name in ["localhost.evil.test", "127.0.0.1.evil.test", "128.0.0.1", "127.0.0.evil"] {
            #expect(Endpoint.usualSchemes(of: name, .init()) == [.https])
        }
    }

    @Test func `a mirror is asked first, and passed over where it has nothing or fails`() throws {
        let server = try ScriptedServer { [content] _ in Answer(200, body: content.bytes) }
        let empty = try ScriptedServer { _ in Answer(404) }
        let broken = try ScriptedServer { _ in Answer(503) }
        let liar = try ScriptedServer { _ in Answer(200, body: "content of another size") }
        let mirrors = [empty, broken, liar]
        var host = RegistrySettings.Host.plain
        host.mirrors = mirrors.map(\.address) + ["http://localhost:1"]
        let client = RegistryClient.forTest(server.name, host)
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
        #expect(mirrors.map(\.requests.count) == [1, 1, 1])
        #expect(server.requests.count == 1)
    }

    @Test func `what a mirror has the registry is not asked for`() throws {
        let server = try ScriptedServer { _ in Answer(500) }
        let mirror = try ScriptedServer { [content] _ in Answer(200, body: content.bytes) }
        var host = RegistrySettings.Host.plain
        host.mirrors = ["\(mirror.address)/hub/"]
        let client = RegistryClient.forTest(server.name, host)
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
        #expect(mirror.requests.map(\.path) == ["/hub/v2/app/blobs/\(content.descriptor.digest)"])
        #expect(server.requests.count == 0)
    }

    @Test func `what a mirror began the registry finishes`() throws {
        let mirror = try ScriptedServer { [content] _ in
            var answer = Answer(200, body: content.bytes)
            answer.cut = 3
            return answer
        }
        let server = try ScriptedServer { [content] _ in
            Answer(206, [("Content-Range", "bytes 3-6/7")], body: Array(content.bytes[3...]))
        }
        var host = RegistrySettings.Host.plain
        host.mirrors = [mirror.address]
        let client = RegistryClient.forTest(server.name, host)
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
        #expect(server.requests.map(\.headers["range"]) == ["bytes=3-"])
    }

    @Test func `whether to push is asked of the registry, and never of a mirror`() throws {
        let server = try ScriptedServer { _ in Answer(404) }
        let mirror = try ScriptedServer { _ in Answer(200) }
        var host = RegistrySettings.Host.plain
        host.mirrors = [mirror.address]
        let client = RegistryClient.forTest(server.name, host, credentials)
        #expect(try !client.hasBlob(content.descriptor, in: "app"))
        #expect(try client.descriptor("app", .tag("v1"), from: .registryAlone) == nil)
        #expect(mirror.requests.count == 0)
    }

    @Test func `a mirror is told its own credentials`() throws {
        struct ByName: CredentialSource {
            func credentials(for registry: String, repository: String) -> Credentials? {
                .password(name: registry, password: "x")
            }
        }
        let server = try ScriptedServer { _ in Answer(404) }
        let mirror = try guarded { [content] _ in Answer(200, body: content.bytes) }
        var settings = RegistrySettings()
        settings.hosts[server.name] = .plain
        settings.hosts[server.name]?.mirrors = [mirror.address]
        let client = RegistryClient(
            server.name, settings, ByName(), Waiting().retrying(), RegistryClient.Measures())
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
        let header = try #require(Credentials.password(name: mirror.name, password: "x").basicHeader)
        #expect(mirror.requests.last?.headers["authorization"] == header)
    }

    @Test func `a server that is not there is asked until patience ends`() throws {
        let waiting = Waiting()
        let client = RegistryClient.forTest("localhost:1", .init(), nil, waiting, patience: 10)
        #expect { try client.tags(of: "app") } throws: {
            if case RegistryFault.unreachable(_, HTTPFault.unreachable) = $0 { true } else { false }
        }
        #expect(abs(waiting.pauses.reduce(0, +) - 10) < 0.001)
        #expect(waiting.notices.allSatisfy { $0.hasSuffix("trying again") })
    }

    @Test func `a host that nobody knows is asked for three times`() throws {
        let waiting = Waiting()
        let client = RegistryClient.forTest("registry.invalid", .init(), nil, waiting)
        #expect(throws: RegistryFault.self) { try client.tags(of: "app") }
        #expect(waiting.pauses.count == 2)
    }
}
