import Foundation
import Host
import TestSupport
import Testing

@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct TokenServerTests {
    private let tokens: TokenServer
    private let registry: RegistryServer

    init() throws {
        let tokens = try TokenServer(
            ["ann": .init("s3cret"), "bob": .init("other", ["app": ["pull"]])], everybody: ["open": ["pull"]])
        self.tokens = tokens
        registry = try RegistryServer(.init { $0.admission = .tokens(tokens) })
        try registry.add(TestImage(layers: [10]), to: "app", as: "1")
        try registry.add(TestImage(layers: [10]), to: "open", as: "1")
    }

    private func curl(_ words: [String]) throws -> String {
        String(decoding: try Subprocess("curl", ["-s"] + words).run().output, as: UTF8.self)
    }

    private func token(_ scope: String, _ words: String...) throws -> String? {
        let text = try curl(
            words + ["\(tokens.address)/token?service=registry.test&scope=repository:\(scope)"])
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return object?["token"] as? String
    }

    private func status(_ repository: String, with token: String?) throws -> String {
        let header = token.map { ["-H", "Authorization: Bearer \($0)"] } ?? []
        let kind = ["-H", "Accept: \(TestImage.manifestType)"]
        return try curl(
            header + kind + [
                "-o", "/dev/null", "-w", "%{http_code}", "\(registry.address)/v2/\(repository)/manifests/1",
            ])
    }

    @Test func `a registry believes its tokens`() throws {
        #expect(try status("app", with: nil) == "401")
        #expect(try status("app", with: token("app:pull,push", "-u", "ann:s3cret")) == "200")
        #expect(try status("app", with: token("app:pull", "-u", "bob:other")) == "200")
        #expect(try status("open", with: token("open:pull", "-u", "bob:other")) == "200")
        #expect(try status("open", with: token("app:pull", "-u", "bob:other")) == "401")
        #expect(try status("open", with: token("open:pull")) == "200")
        #expect(try status("app", with: token("app:pull")) == "401")
    }

    @Test func `the registry says where it is`() throws {
        let head = try curl(["-i", "\(registry.address)/v2/app/manifests/1"])
        #expect(
            head.contains("realm=\"\(tokens.address)/token\",service=\"registry.test\",scope=\"repository:app:pull\""))
    }

    @Test func `a wrong password brings nothing`() throws {
        #expect(try token("app:pull", "-u", "ann:wrong") == nil)
        #expect(tokens.requests.map(\.proof) == [.password(of: "ann")])
        #expect(tokens.requests.map(\.scopes) == [["repository:app:pull"]])
        #expect(tokens.requests.map(\.status) == [401])
    }

    @Test func `a refresh token stands for its user`() throws {
        let refresh = tokens.login("ann")
        let form = [
            "-d", "grant_type=refresh_token", "-d", "service=registry.test", "-d", "scope=repository:app:pull,push",
            "-d", "refresh_token=\(refresh)", "\(tokens.address)/token",
        ]
        let text = try curl(form)
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(try status("app", with: object["access_token"] as? String) == "200")
        #expect(tokens.requests.map(\.proof) == [.refreshToken])
        #expect(tokens.secrets.contains(refresh))
        tokens.behave { $0.takesPost = false }
        #expect(try curl(form) == "no such page")
    }

    @Test func `tokens can have run out before they came`() throws {
        tokens.behave { $0.staleTokens = 1 }
        #expect(try status("app", with: token("app:pull", "-u", "ann:s3cret")) == "401")
        #expect(try status("app", with: token("app:pull", "-u", "ann:s3cret")) == "200")
    }
}
