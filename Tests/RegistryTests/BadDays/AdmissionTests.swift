import Foundation
import HTTP
import Hashing
import OCI
import TestSupport
import Testing

@testable import Registry

/// Tokens that run out, passwords that are wrong, and servers that want to know them.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct AdmissionTests {
    private let image = FaultyWay.image
    private let ann = Credentials.password(name: "ann", password: "s3cret-of-ann")

    private func guarded() throws -> (way: FaultyWay, tokens: TestSupport.TokenServer) {
        let tokens = try TokenServer(["ann": .init("s3cret-of-ann"), "bob": .init("s3cret-of-bob", ["app": ["pull"]])])
        return (try FaultyWay(.init { $0.admission = .tokens(tokens) }), tokens)
    }

    private func challenge(_ tokens: TestSupport.TokenServer, _ repository: String) -> String {
        """
        WWW-Authenticate: Bearer realm="\(tokens.address)/token",service="registry.test",\
        scope="repository:\(repository):pull,push",error="invalid_token"
        """
    }

    @Test func `a token that runs out at any request of a push is fetched anew`() throws {
        let (way, tokens) = try guarded()
        try way.client(Waiting(), ann).push(image, to: "rehearsal")
        let (rehearsal, usual) = (way.proxy.requests, tokens.requests.count)
        // A token that is refused where it was fetched for has not run out.
        for request in rehearsal.dropFirst() where rehearsal[request.number - 1].status != 401 && request.hasCredentials
        {
            let repository = "expired-\(request.number)"
            let before = tokens.requests.count
            way.proxy.reset()
            way.proxy.plan(.answers(401, headers: [challenge(tokens, repository)]), at: request.number)
            try way.client(Waiting(), ann).push(image, to: repository)
            let isThere = way.server.has(image, in: repository, as: "latest")
            #expect(isThere, "expired at \(request)")
            #expect(tokens.requests.count - before == usual + 1, "expired at \(request)")
        }
    }

    @Test func `tokens that have run out before they come are not fetched for ever`() throws {
        let (way, tokens) = try guarded()
        tokens.behave { $0.staleTokens = .max }
        let waiting = Waiting()
        let fault = try #require(throws: RegistryFault.self) { try way.client(waiting, ann).push(image, to: "app") }
        #expect("\(fault)".contains("\(way.proxy.name) does not allow this with app"))
        #expect(waiting.pauses == [])
        #expect(tokens.requests.count < 4)
    }

    @Test func `a push with a refresh token needs no password`() throws {
        let (way, tokens) = try guarded()
        try way.client(Waiting(), .identityToken(tokens.login("ann"))).push(image, to: "app")
        let isThere = way.server.has(image, in: "app", as: "latest")
        #expect(isThere)
        #expect(tokens.requests.allSatisfy { $0.proof != .password(of: "ann") })
    }

    @Test func `a token server that is busy is asked again`() throws {
        let (way, tokens) = try guarded()
        for status in [429, 500, 502, 503, 504] {
            tokens.behave { $0.failures = (2, status) }
            try way.client(Waiting(), ann).push(image, to: "busy-\(status)")
        }
    }

    @Test func `who may not push is told so, and asks no second time`() throws {
        let (way, tokens) = try guarded()
        try way.server.add(image, to: "app", as: "latest")
        let bob = Credentials.password(name: "bob", password: "s3cret-of-bob")
        #expect(try way.client(Waiting(), bob).pull("app") == PulledImage(image))
        let waiting = Waiting()
        let other = TestImage(layers: [10], seed: 2)
        let fault = try #require(throws: RegistryFault.self) { try way.client(waiting, bob).push(other, to: "app") }
        #expect("\(fault)".contains(way.proxy.name) && "\(fault)".contains("app"))
        #expect(waiting.pauses == [])
        #expect(tokens.requests.count < 10)
        #expect(way.server.digest(of: "latest", in: "app") == image.digest)
    }

    @Test func `a wrong password is told, and tried no second time`() throws {
        let way = try FaultyWay(.init { $0.admission = .passwords(["ann": "s3cret-of-ann"]) })
        let waiting = Waiting()
        let wrong = Credentials.password(name: "ann", password: "wrong-s3cret")
        let fault = try #require(throws: RegistryFault.self) { try way.client(waiting, wrong).push(image, to: "app") }
        guard case .unauthorized(_, _, hadCredentials: true, _, _) = fault else { throw fault }
        #expect("\(fault)".contains(way.proxy.name))
        #expect(!"\(fault)\(fault.hint ?? "")".contains("s3cret"))
        #expect(way.proxy.requests.count { $0.hasCredentials } == 1)
        #expect(waiting.pauses == [])
    }

    @Test func `the right password opens it, whatever happens on the way`() throws {
        let way = try FaultyWay(.init { $0.admission = .passwords(["ann": "s3cret-of-ann"]) })
        try way.client(Waiting(), ann).push(image, to: "rehearsal")
        for number in way.proxy.requests.indices {
            way.proxy.reset()
            way.proxy.plan(.dropsAnswer(), at: number)
            let waiting = Waiting()
            try way.client(waiting, ann).push(image, to: "drop-\(number)")
            #expect(!"\(waiting.notices)".contains("s3cret"))
        }
    }

    @Test func `nothing that is said has a secret in it`() throws {
        let (way, tokens) = try guarded()
        try way.client(Waiting(), ann).push(image, to: "rehearsal")
        let rehearsal = way.proxy.requests
        var said = ""
        for request in rehearsal {
            for fault in [ProxyFault.dropsAnswer(), .answers(503, body: "busy"), .answers(403), .answers(400)] {
                way.proxy.reset()
                let place = request.place.replacing("rehearsal", with: "app")
                way.proxy.plan(fault, times: .max) { $0.method == request.method && $0.place == place }
                let waiting = Waiting()
                do { try way.client(waiting, ann).push(image, to: "app") } catch { said += "\(error)\n" }
                said += waiting.notices.joined(separator: "\n")
            }
        }
        #expect(said.count > 1000)
        #expect(!said.contains("s3cret"))
        #expect(!said.contains("_state="))
        for secret in tokens.secrets where said.contains(secret) { Issue.record("a token is told") }
    }

    // MARK: - Other hosts

    @Test func `a redirect to another host gets no credentials`() throws {
        let way = try FaultyWay(.init { $0.admission = .passwords(["ann": "s3cret-of-ann"]) })
        try way.server.add(image, to: "app", as: "latest")
        let layers = Dictionary(uniqueKeysWithValues: image.blobs.map { ("/\(ContentHash.digest(of: $0))", $0) })
        let elsewhere = try LoopbackServer { LoopbackServer.answer("200 OK", layers[$0.path] ?? []) }
        for bytes in image.blobs {
            let digest = ContentHash.digest(of: bytes)
            way.proxy.plan(.answers(307, headers: ["Location: \(elsewhere.address)/\(digest)"]), times: .max) {
                $0.hasCredentials && $0.place.hasSuffix("blobs/\(digest)")
            }
        }
        #expect(try way.client(Waiting(), ann).pull("app") == PulledImage(image))
        #expect(elsewhere.requests.count == image.blobs.count)
        for request in elsewhere.requests {
            #expect(request.headers["authorization"] == nil && request.headers["cookie"] == nil)
            #expect(!"\(request)".contains("s3cret"))
        }
    }

    @Test func `an upload that leads to another host brings no credentials there`() throws {
        let way = try FaultyWay(.init { $0.admission = .passwords(["ann": "s3cret-of-ann"]) })
        let elsewhere = try LoopbackServer { _ in LoopbackServer.answer("403 Forbidden") }
        way.proxy.plan(.answers(202, headers: ["Location: \(elsewhere.address)/upload/1"]), times: .max) {
            $0.method == "POST" && $0.hasCredentials
        }
        _ = try #require(throws: RegistryFault.self) { try way.client(Waiting(), ann).push(image, to: "app") }
        #expect(!elsewhere.requests.isEmpty)
        for request in elsewhere.requests { #expect(request.headers["authorization"] == nil) }
    }
}
