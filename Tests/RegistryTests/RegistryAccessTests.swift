import Dispatch
import HTTP
import OCI
import TestSupport
import Testing
import Values

@testable import Registry

/// Registries that want to know who asks.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct RegistryAccessTests {
    private let content = MemoryContent(Array(repeating: 7, count: 3000))
    private let ann = Credentials.password(name: "ann", password: "s3cret")

    @Test func `a password opens a registry, over TLS with its own authority`() throws {
        let server = try RegistryServer(
            .init {
                $0.hasTLS = true
                $0.admission = .passwords(["ann": "s3cret"])
            })
        var host = RegistrySettings.Host()
        host.authorities = [try #require(server.authority).certificate]
        #expect(throws: RegistryFault.self) { try RegistryClient.forTest(server.name, host).tags(of: "app") }
        let client = RegistryClient.forTest(server.name, host, ann)
        #expect(try client.push(content.descriptor, to: "app", content: content) == .sent(3000))
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
    }

    @Test func `tokens are got for what is to be done`() throws {
        let tokens = try TestSupport.TokenServer(["ann": .init("s3cret")])
        let server = try RegistryServer(.init { $0.admission = .tokens(tokens) })
        let client = RegistryClient.forTest(server.name, .init(), ann)
        #expect(try client.push(content.descriptor, to: "one", content: content) == .sent(3000))
        #expect(
            try client.push(content.descriptor, to: "two", mountingFrom: ["one"], content: content)
                == .mounted(from: "one"))
        #expect(tokens.requests.last?.scopes.sorted() == ["repository:one:pull", "repository:two:pull,push"])
        #expect(try client.bytes(content.descriptor, from: "two") == content.bytes)
    }

    @Test func `who may not read where to mount from sends the blob`() throws {
        let users = ["ann": TestSupport.TokenServer.User("s3cret", ["two": ["pull", "push"]])]
        let tokens = try TestSupport.TokenServer(users)
        let server = try RegistryServer(.init { $0.admission = .tokens(tokens) })
        let client = RegistryClient.forTest(server.name, .init(), ann)
        #expect(
            try client.push(content.descriptor, to: "two", mountingFrom: ["one"], content: content) == .sent(3000))
    }

    @Test func `a token that runs out in the middle of a push is got anew, and the upload goes on`() throws {
        let tokens = try TestSupport.TokenServer(["ann": .init("s3cret")])
        let server = try RegistryServer(.init { $0.admission = .tokens(tokens) })
        let clock = HandClock()
        let client = RegistryClient.forTest(server.name, .init(), ann, clock: clock.clock)
        let content = MemoryContent(Array(repeating: 1, count: 4 << 20))
        let outcome = try client.push(
            content.descriptor, to: "app", note: { _ in clock.advance(bySeconds: 3600) }, content: content)
        #expect(tokens.requests.count > 3)
        #expect(server.uploads(of: "app").isEmpty)
        #expect(server.requests.filter { $0.method == "POST" && $0.status == 202 }.count == 1)
        // What was sent without a token went over for nothing.
        if case .sent(let count) = outcome { #expect(count >= 4 << 20) } else { Issue.record() }
        #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
    }

    @Test func `many threads ask one client`() throws {
        let tokens = try TestSupport.TokenServer(["ann": .init("s3cret")])
        let server = try RegistryServer(.init { $0.admission = .tokens(tokens) })
        let client = RegistryClient.forTest(server.name, .init(), ann)
        let all = (0..<16).map { MemoryContent(Array(repeating: UInt8($0), count: 300_000 + $0)) }
        DispatchQueue.concurrentPerform(iterations: 16) { number in
            #expect(throws: Never.self) {
                let content = all[number]
                _ = try client.push(content.descriptor, to: "app", content: content)
                #expect(try client.bytes(content.descriptor, from: "app") == content.bytes)
            }
        }
        #expect(server.blobs(of: "app").count == 16)
        #expect(tokens.requests.count < 16)
    }

    @Test func `who may not push is told`() throws {
        let tokens = try TestSupport.TokenServer(["ann": .init("s3cret", ["*": ["pull"]])])
        let server = try RegistryServer(.init { $0.admission = .tokens(tokens) })
        let client = RegistryClient.forTest(server.name, .init(), ann)
        #expect(throws: RegistryFault.self) {
            try client.push(content.descriptor, to: "app", content: content)
        }
        #expect(try client.tags(of: "app") == nil)
    }
}
