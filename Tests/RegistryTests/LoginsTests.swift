import Foundation
import Host
import TestSupport
import Testing

@testable import Registry

/// What logins leave in Docker's config.json, and with helpers.
struct LoginsTests: ~Copyable {
    private let places: LoginPlaces
    private static let me = Credentials.password(name: "me", password: "secret of me")

    init() throws {
        places = try LoginPlaces()
    }

    private func logins() throws -> Logins {
        let environment = ["DOCKER_CONFIG": "\(places.folder)/docker", "PATH": "\(places.folder)/bin:/usr/bin:/bin"]
        return try Logins(environment: { environment[$0] }, helperLimit: 60)
    }

    private func place(_ text: String) throws -> LoginPlace { try #require(LoginPlace(text)) }

    private var file: Path { places.folder / "docker/config.json" }

    private var text: String { get throws { try String(contentsOf: file.url, encoding: .utf8) } }

    private static func mode(_ path: Path) throws -> UInt32? { try LocalFileSystem().status(path)?.mode }

    @Test(arguments: [
        ("a.b", "a.b", "a.b"), ("a.b:5000", "a.b:5000", "a.b:5000"), ("localhost", "localhost", "localhost"),
        ("https://A.B/", "a.b", "a.b"), ("http://a.b/v1/", "a.b", "a.b"), ("a.b/v2", "a.b", "a.b"),
        ("docker.io", "docker.io", "https://index.docker.io/v1/"),
        ("https://index.docker.io/v1/", "docker.io", "https://index.docker.io/v1/"),
        ("a.b/team", "a.b/team", "a.b/team"), ("a.b/team/app/", "a.b/team/app", "a.b/team/app"),
        ("index.docker.io/team", "docker.io/team", "docker.io/team"), ("[::1]:5000", "[::1]:5000", "[::1]:5000"),
    ])
    func `a place is read as people write it`(text: String, description: String, key: String) throws {
        let place = try #require(LoginPlace(text))
        #expect(place.description == description)
        #expect(place.key == key)
    }

    @Test(arguments: [
        "", "/", "https://", "ubuntu", "team/app", "a.b/Team", "a.b/team:1", "a.b/team@sha256", "a b.c", "a.b:x",
        "https://a.b/team", "ftp://a.b", "a.b/x?y", "me@a.b",
    ])
    func `what is no registry is no place`(text: String) {
        #expect(LoginPlace(text) == nil)
    }

    @Test func `a login is found again`() throws {
        for name in ["a.b", "docker.io", "a.b/team"] {
            let keeper = try logins().keep(.password(name: name, password: "x"), for: place(name))
            #expect(keeper == .file(file))
        }
        _ = try logins().keep(.identityToken("token"), for: place("c.d"))
        let credentials = places.credentials()
        #expect(try credentials.credentials(for: "a.b", repository: "team/app")?.account == "a.b/team")
        #expect(try credentials.credentials(for: "a.b", repository: "other")?.account == "a.b")
        #expect(try credentials.credentials(for: "docker.io", repository: "x")?.account == "docker.io")
        #expect(try credentials.credentials(for: "c.d", repository: "x") == .identityToken("token"))
        #expect(try Self.mode(file) == 0o600)
        #expect(try Self.mode(file.parent) == 0o700)
    }

    @Test func `all else in the file stays where it is`() throws {
        try places.write(
            #"{"psFormat": "<&>/é", "auths": {"x.y": {"auth": "QQ==", "email": "e"}, "https://a.b/v1/": {}, "z": {}}, "n": [1, 2.5, null]}"#,
            to: "docker/config.json")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.description)
        _ = try logins().keep(Self.me, for: place("a.b"))
        #expect(
            try text == """
                {
                \t"psFormat": "<&>/é",
                \t"auths": {
                \t\t"x.y": {
                \t\t\t"auth": "QQ==",
                \t\t\t"email": "e"
                \t\t},
                \t\t"a.b": {
                \t\t\t"auth": "bWU6c2VjcmV0IG9mIG1l"
                \t\t},
                \t\t"z": {}
                \t},
                \t"n": [
                \t\t1,
                \t\t2.5,
                \t\tnull
                \t]
                }

                """)
        #expect(try Self.mode(file) == 0o600)
        #expect(try LocalFileSystem().names(in: file.parent) == ["config.json"])
    }

    @Test func `logging out takes away what is meant, and nothing else`() throws {
        for name in ["a.b", "a.b/team", "c.d"] { _ = try logins().keep(Self.me, for: place(name)) }
        #expect(try logins().remove(place("a.b")))
        #expect(try places.credentials().credentials(for: "a.b", repository: "x") == nil)
        #expect(try places.credentials().credentials(for: "a.b", repository: "team") == Self.me)
        #expect(try places.credentials().credentials(for: "c.d", repository: "x") == Self.me)
        #expect(try !logins().remove(place("a.b")))
        #expect(try logins().remove(place("a.b/team")))
    }

    @Test func `where nobody has logged in, logging out leaves nothing`() throws {
        #expect(try !logins().remove(place("a.b")))
        #expect(!FileManager.default.fileExists(atPath: file.parent.description))
        try places.write("{ }", to: "docker/config.json")
        #expect(try !logins().remove(place("a.b")))
        #expect(try text == "{ }")
    }

    @Test(arguments: ["{\"auths\": {\"a.b\": {\"auth\": \"hunter2\"", "[]", "{\"auths\": []}", "{\"credsStore\": 1}"])
    func `a faulty file is left as it is`(content: String) throws {
        try places.write(content, to: "docker/config.json")
        let error = #expect(throws: RegistryFault.self) { try logins().keep(Self.me, for: place("a.b")) }
        #expect(!"\(try #require(error))".contains("hunter2"))
        #expect(throws: RegistryFault.self) { try logins().remove(place("a.b")) }
        #expect(try text == content)
    }

    @Test func `a symbolic link stays one`() throws {
        try places.write("{}", to: "real/settings.json")
        try FileManager.default.createDirectory(at: file.parent.url, withIntermediateDirectories: true)
        for target in ["../real/settings.json", "../real/other.json"] {
            try? FileManager.default.removeItem(at: file.url)
            try FileManager.default.createSymbolicLink(atPath: file.description, withDestinationPath: target)
            _ = try logins().keep(Self.me, for: place("a.b"))
            #expect(file.linkTarget == Path(target))
            #expect(try places.credentials().credentials(for: "a.b", repository: "") == Self.me)
        }
    }

    @Test func `several logins at once lose nothing`() throws {
        let logins = try logins()
        DispatchQueue.concurrentPerform(iterations: 16) { number in
            _ = LoginPlace("r\(number).example").map { try? logins.keep(Self.me, for: $0) }
        }
        let credentials = places.credentials()
        for number in 0..<16 {
            #expect(try credentials.credentials(for: "r\(number).example", repository: "") == Self.me)
        }
    }

    // MARK: - Helpers

    @Test func `a helper keeps the login, and the file only lists it`() throws {
        try places.helper("store", "cat > '\(places.folder)/told'")
        try places.write(
            #"{"auths": {"a.b": {"auth": "bWU6b2xk"}}, "credsStore": "none", "credHelpers": {"a.b": "store"}}"#,
            to: "docker/config.json")
        #expect(try logins().keep(Self.me, for: place("a.b")) == .helper("docker-credential-store"))
        #expect(places.ran == ["store store"])
        #expect(
            try String(contentsOf: (places.folder / "told").url, encoding: .utf8)
                == #"{"ServerURL":"a.b","Username":"me","Secret":"secret of me"}"#)
        #expect(try text.contains("\"a.b\": {}"))
        #expect(try !text.contains("auth\":"))
        // It is run for the registry that is meant, and with Docker's name for Docker Hub.
        try places.write(#"{"credsStore": "store"}"#, to: "docker/config.json")
        _ = try logins().keep(.identityToken("t"), for: .dockerHub)
        #expect(
            try String(contentsOf: (places.folder / "told").url, encoding: .utf8)
                == #"{"ServerURL":"https://index.docker.io/v1/","Username":"<token>","Secret":"t"}"#)
    }

    @Test func `a login for a path is in the file all the same`() throws {
        try places.helper("store", "cat > /dev/null")
        try places.write(#"{"credsStore": "store"}"#, to: "docker/config.json")
        #expect(try logins().keep(Self.me, for: place("a.b/team")) == .file(file))
        #expect(try places.credentials().credentials(for: "a.b", repository: "team") == Self.me)
        #expect(try logins().remove(place("a.b/team")))
        #expect(places.ran.isEmpty)
    }

    @Test func `logging out is told to the helper`() throws {
        try places.helper("store", "read -r host; echo $host > '\(places.folder)/told'")
        try places.write(#"{"auths": {"a.b": {}}, "credsStore": "store"}"#, to: "docker/config.json")
        #expect(try logins().remove(place("a.b")))
        #expect(places.ran == ["store erase"])
        #expect(try String(contentsOf: (places.folder / "told").url, encoding: .utf8) == "a.b\n")
        #expect(try text.contains("\"auths\": {}"))
        try places.helper("store", "echo 'credentials not found in native keychain'; exit 1")
        #expect(try !logins().remove(place("a.b")))
    }

    @Test func `a helper that fails keeps nothing, and neither does the file`() throws {
        try places.helper("store", "echo 'secret of me'; exit 1")
        let content = #"{"credsStore": "store"}"#
        try places.write(content, to: "docker/config.json")
        let error = #expect(throws: RegistryFault.self) { try logins().keep(Self.me, for: place("a.b")) }
        #expect("\(try #require(error))" == "docker-credential-store fails with exit code 1")
        #expect(try text == content)
    }

    @Test func `without a home there is no place`() throws {
        #expect(throws: RegistryFault.self) { try Logins(environment: { _ in nil }) }
    }
}
