import Foundation
import Host
import TestSupport
import Testing

@testable import Registry

struct StoredCredentialsTests: ~Copyable {
    private let places: LoginPlaces

    init() throws {
        places = try LoginPlaces()
    }

    /// Whose password is found; the token for a token.
    private func account(
        _ registry: String, _ repository: String = "team/app", _ environment: [String: String] = [:]
    ) throws -> String? {
        switch try places.credentials(environment).credentials(for: registry, repository: repository) {
        case .password(let name, let password):
            #expect(password == "secret of \(name)")
            return name
        case .identityToken(let token): return token
        case nil: return nil
        }
    }

    @Test(arguments: [
        // Docker's keys.
        ("a.b", "a.b"), ("a.b:5000", "a.b:5000"), ("https://a.b", "a.b"), ("http://a.b/", "a.b"),
        ("https://a.b/v1/", "a.b"), ("a.b/v2/", "a.b"), ("https://a.b/whatever/path", "a.b"), ("A.B", "a.b"),
        // Docker Hub.
        ("https://index.docker.io/v1/", "docker.io"), ("index.docker.io", "docker.io"), ("docker.io", "docker.io"),
        ("registry-1.docker.io", "docker.io"), ("docker.io", "index.docker.io"),
        // podman's paths.
        ("a.b/team/app", "a.b"), ("a.b/team", "a.b"), ("docker.io/team", "docker.io"),
    ])
    func `a key stands for its registry`(key: String, registry: String) throws {
        try places.write(LoginPlaces.file([key: "me"]), to: "docker/config.json")
        #expect(try account(registry) == "me")
    }

    @Test(arguments: [
        ("a.b", "a.b:5000"), ("a.b:5000", "a.b"), ("b", "a.b"), ("a.b", "b"), ("a.b/team/ap", "a.b"),
        ("a.b/team/app/more", "a.b"), ("a.b/v2/team", "a.b"), ("", "a.b"), ("https://", "a.b"),
    ])
    func `and for no other`(key: String, registry: String) throws {
        try places.write(LoginPlaces.file([key: "me"]), to: "docker/config.json")
        #expect(try account(registry) == nil)
    }

    @Test func `the longest path counts`() throws {
        try places.write(
            LoginPlaces.file(["a.b": "all", "a.b/team": "team", "a.b/team/app": "app", "c.d": "other"]),
            to: "docker/config.json")
        #expect(try account("a.b", "team/app") == "app")
        #expect(try account("a.b", "team/app/part") == "app")
        #expect(try account("a.b", "team/application") == "team")
        #expect(try account("a.b", "other") == "all")
        #expect(try account("a.b", "") == "all")
    }

    @Test func `files are asked in their order`() throws {
        let order = [
            "explicit", "variable", "docker/config.json", "run/containers/auth.json", "xdg/containers/auth.json",
        ]
        for name in order { try places.write(LoginPlaces.file(["a.b": name]), to: name) }
        let explicit = ["REGISTRY_AUTH_FILE": "\(places.folder)/explicit"]
        let variable = ["DOCKER_AUTH_CONFIG": LoginPlaces.file(["a.b": "variable"])]
        #expect(try account("a.b", "x", explicit.merging(variable) { $1 }) == "explicit")
        #expect(try account("a.b", "x", variable) == "variable")
        for name in order.dropFirst(2) {
            #expect(try account("a.b") == name)
            try FileManager.default.removeItem(at: (places.folder / name).url)
        }
        #expect(try account("a.b") == nil)
    }

    @Test func `without variables files are below the home`() throws {
        try places.write(LoginPlaces.file(["a.b": "me"]), to: "home/.docker/config.json")
        try places.write(LoginPlaces.file(["c.d": "podman"]), to: "home/.config/containers/auth.json")
        let environment = ["HOME": "\(places.folder)/home"]
        let credentials = StoredCredentials { environment[$0] }
        #expect(try credentials.credentials(for: "a.b", repository: "")?.account == "me")
        #expect(try credentials.credentials(for: "c.d", repository: "")?.account == "podman")
        #expect(try StoredCredentials { _ in nil }.credentials(for: "a.b", repository: "") == nil)
    }

    @Test(arguments: [
        (#"{"auth": "bWU6c2VjcmV0"}"#, Credentials.password(name: "me", password: "secret")),
        (#"{"auth": "bWU6c2U6Y3JldAAA"}"#, .password(name: "me", password: "se:cret")),
        (#"{"username": "me", "password": "pässword"}"#, .password(name: "me", password: "pässword")),
        (#"{"auth": "bWU6c2VjcmV0", "identitytoken": "token"}"#, .identityToken("token")),
        (#"{"auth": "bWU6", "identitytoken": ""}"#, nil), (#"{"username": "me"}"#, nil),
        ("{}", nil), (#"{"auth": null}"#, nil), (#"{"email": "me@a.b"}"#, nil),
    ])
    func `an entry is read as Docker reads it`(entry: String, credentials: Credentials?) throws {
        try places.write(#"{"auths": {"a.b": \#(entry)}, "HttpHeaders": {"X": "Y"}}"#, to: "docker/config.json")
        #expect(try places.credentials().credentials(for: "a.b", repository: "") == credentials)
    }

    @Test(arguments: [
        (
            "{\n\"auths\": {\"a.b\": {\"auth\": \"hunter2\"}}}",
            ":2: auths.a.b.auth is not a name and a password in base 64"
        ),
        (
            "{\"auths\":\n{\"a.b\": {\"auth\": \"aHVudGVyMg==\"}}}",
            ":2: auths.a.b.auth is not a name and a password in base 64"
        ),
        ("{\"auths\": {\"a.b\":\n \"hunter2\"}}", ":1: auths.a.b is a string, and not an object"),
        ("{\"auths\": [\"hunter2\"]}", ":1: auths is an array, and not an object"),
        ("{\"auths\": {\"a.b\": {\"auth\": \"hunter2", ":1:36: expected the end of the string at byte 35"),
        ("hunter2", ":1:1: expected a value at byte 0"),
        ("{\"credHelpers\": {\"a.b\": 1}}", ":1: credHelpers.a.b is a number, and not a string"),
    ])
    func `a faulty file is told with its line, and without what is in it`(text: String, place: String) throws {
        try places.write(text, to: "docker/config.json")
        let fault = #expect(throws: RegistryFault.self) {
            try places.credentials().credentials(for: "a.b", repository: "")
        }
        #expect("\(try #require(fault))" == "\(places.folder)/docker/config.json\(place)")
    }

    @Test func `a file that is not asked need not be right`() throws {
        try places.write(LoginPlaces.file(["a.b": "me"]), to: "docker/config.json")
        try places.write("{", to: "run/containers/auth.json")
        #expect(try account("a.b") == "me")
        #expect(throws: RegistryFault.self) { try account("c.d") }
    }

    @Test func `answers are kept`() throws {
        try places.write(LoginPlaces.file(["a.b": "me"]), to: "docker/config.json")
        let credentials = places.credentials()
        #expect(try credentials.credentials(for: "a.b", repository: "x")?.account == "me")
        try places.write(LoginPlaces.file(["a.b": "other"]), to: "docker/config.json")
        #expect(try credentials.credentials(for: "a.b", repository: "x")?.account == "me")
        #expect(try credentials.credentials(for: "a.b", repository: "y")?.account == "me")
    }
}
