import Foundation
import Host
import TestSupport
import Testing

@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct RegistryServerTests {
    /// The status that curl gets, or what it says instead.
    private func status(_ words: String...) throws -> String {
        let run = try Subprocess("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}"] + words).run()
        return String(decoding: run.output, as: UTF8.self)
    }

    @Test func `it answers, goes down and comes back`() throws {
        let registry = try RegistryServer()
        #expect(try status("\(registry.address)/v2/") == "200")
        registry.stop()
        #expect(try status("\(registry.address)/v2/") == "000")
        try registry.start()
        #expect(try status("\(registry.address)/v2/") == "200")
        #expect(registry.requests.map(\.path) == ["/v2/", "/v2/"])
        #expect(registry.requests.map(\.bytes) == [2, 2])
    }

    @Test func `with TLS it is trusted by those who know its authority`() throws {
        let registry = try RegistryServer(.init { $0.hasTLS = true })
        let authority = try #require(registry.authority)
        #expect(try status("\(registry.address)/v2/") == "000")
        #expect(try status("--cacert", "\(authority.certificate)", "\(registry.address)/v2/") == "200")
        #expect(try status("--cacert", "\(authority.certificate)", "https://127.0.0.1:\(registry.port)/v2/") == "200")
    }

    @Test func `a password opens it`() throws {
        let registry = try RegistryServer(.init { $0.admission = .passwords(["ann": "s3cret", "bob": "other"]) })
        #expect(try status("\(registry.address)/v2/") == "401")
        #expect(try status("-u", "ann:other", "\(registry.address)/v2/") == "401")
        #expect(try status("-u", "ann:s3cret", "\(registry.address)/v2/") == "200")
    }

    @Test func `it ends with the object`() throws {
        var registry: RegistryServer? = try RegistryServer()
        let address = try #require(registry).address
        registry = nil
        #expect(try status("\(address)/v2/") == "000")
    }
}
