import Foundation
import Host
import Synchronization
import TestSupport
import Testing

@testable import Registry

/// Programs that keep credentials, as shell scripts.
struct CredentialHelperTests: ~Copyable {
    private let places: LoginPlaces

    init() throws {
        places = try LoginPlaces()
    }

    private static let answer = #"read -r host; echo "{\"Username\": \"me\", \"Secret\": \"for $host\"}""#

    private func configure(_ text: String) throws { try places.write(text, to: "docker/config.json") }

    private func fault(limit: Double = 60, _ registry: String = "a.b") throws -> RegistryFault? {
        #expect(throws: RegistryFault.self) {
            try places.credentials(helperLimit: limit).credentials(for: registry, repository: "")
        }
    }

    @Test(arguments: [("a.b:5000", "a.b:5000"), ("docker.io", "https://index.docker.io/v1/")])
    func `a helper is told the registry as Docker tells it`(registry: String, told: String) throws {
        try places.helper("store", Self.answer)
        try configure(#"{"credsStore": "store"}"#)
        let found = try places.credentials().credentials(for: registry, repository: "app")
        #expect(found == .password(name: "me", password: "for \(told)"))
    }

    @Test(arguments: ["docker.io", "index.docker.io", "https://index.docker.io/v1/"])
    func `a registry has a helper of its own`(key: String) throws {
        try places.helper("own", #"echo '{"Username": "own", "Secret": "x"}'"#)
        try places.helper("store", #"echo '{"Username": "store", "Secret": "x"}'"#)
        try configure(#"{"credsStore": "store", "credHelpers": {"\#(key)": "own"}}"#)
        let credentials = places.credentials()
        #expect(try credentials.credentials(for: "docker.io", repository: "")?.account == "own")
        #expect(try credentials.credentials(for: "a.b", repository: "")?.account == "store")
    }

    @Test func `a user called token has an identity token`() throws {
        try places.helper("store", #"echo '{"ServerURL": "a.b", "Username": "<token>", "Secret": "x"}'"#)
        try configure(#"{"credsStore": "store"}"#)
        #expect(try places.credentials().credentials(for: "a.b", repository: "") == .identityToken("x"))
    }

    @Test func `a helper is run once for a registry, whoever asks`() throws {
        try places.helper("store", Self.answer)
        try configure(#"{"credsStore": "store"}"#)
        let credentials = places.credentials()
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            _ = try? credentials.credentials(for: "a.b", repository: "\(number % 4)")
        }
        _ = try credentials.credentials(for: "c.d", repository: "")
        #expect(places.ran == ["store get", "store get"])
    }

    @Test func `a helper that has none is no error, and the file is asked`() throws {
        try places.helper("store", "echo 'credentials not found in native keychain'; exit 1")
        try configure(#"{"credsStore": "store"}"#)
        #expect(try places.credentials().credentials(for: "a.b", repository: "") == nil)
        let file = LoginPlaces.file(["a.b": "me"]).dropLast() + #", "credsStore": "store"}"#
        try configure(String(file))
        #expect(try places.credentials().credentials(for: "a.b", repository: "")?.account == "me")
    }

    @Test func `an entry for a path goes before the helper, which knows hosts alone`() throws {
        try places.helper("store", Self.answer)
        try configure(String(LoginPlaces.file(["a.b/team": "team"]).dropLast() + #", "credsStore": "store"}"#))
        #expect(try places.credentials().credentials(for: "a.b", repository: "team/app")?.account == "team")
        #expect(places.ran.isEmpty)
        #expect(try places.credentials().credentials(for: "a.b", repository: "app")?.account == "me")
    }

    @Test(arguments: [
        ("echo hunter2", "answers with something that is no credentials"),
        ("echo '[\"hunter2\"]'", "answers with something that is no credentials"),
        ("echo '{\"Username\": \"hunter2\"}'", "answers with something that is no credentials"),
        ("yes hunter2", "answers with something that is no credentials"),
        ("echo hunter2; echo hunter2 >&2; exit 3", "fails with exit code 3"),
        ("kill -9 $$", "was ended by signal 9"),
    ])
    func `a helper that fails is named, and what it said is not shown`(script: String, reason: String) throws {
        try places.helper("odd", script)
        try configure(#"{"credsStore": "odd"}"#)
        let fault = try #require(try fault())
        #expect("\(fault)" == "docker-credential-odd \(reason)")
        #expect(fault.hint?.contains("hunter2") != true)
    }

    @Test(arguments: ["sleep 1000", "trap '' TERM; while :; do :; done", "exec >&-; sleep 1000"])
    func `a helper that hangs is ended and named`(script: String) throws {
        try places.helper("slow", "echo $$ > '\(places.folder)/id'\n" + script)
        try configure(#"{"credHelpers": {"a.b": "slow"}}"#)
        let credentials = places.credentials(helperLimit: 0.25)
        for _ in 0..<2 {
            let fault = #expect(throws: RegistryFault.self) { try credentials.credentials(for: "a.b", repository: "") }
            #expect("\(try #require(fault))" == "docker-credential-slow does not answer within 0.25 seconds")
        }
        // One that has failed is not asked again.
        #expect(places.ran == ["slow get"])
        let id = try String(contentsOf: (places.folder / "id").url, encoding: .utf8).dropLast()
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(id)"))
    }

    @Test func `a helper that is missing is named`() throws {
        try configure(#"{"credsStore": "missing"}"#)
        let fault = try #require(try fault())
        #expect("\(fault)" == "docker-credential-missing is not installed, or not in PATH")
        #expect(fault.hint == "install it, or take \"missing\" out of Docker's config.json")
    }

    @Test func `a name that leads elsewhere names no program`() throws {
        try places.helper("store", Self.answer)
        try configure(#"{"credsStore": "x/../docker-credential-store"}"#)
        #expect("\(try #require(try fault()))".hasSuffix("is not installed, or not in PATH"))
        #expect(places.ran.isEmpty)
    }
}
