import Foundation
import HTTP
import Hashing
import Host
import TestSupport
import Testing
import Values

@testable import Outputs

@Suite struct DockerEndpointTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try file("config.json", #"{"auths":{},"currentContext":"near"}"#)
        try context("near", #"{"Name":"near","Endpoints":{"docker":{"Host":"unix:///run/near"}}}"#)
        try context("far", #"{"Endpoints":{"docker":{"Host":"ssh://me:secret@far"}}}"#)
        try context("bad", #"{"Endpoints":{}}"#)
    }

    private func file(_ name: String, _ text: String) throws {
        let place = directory.path / name
        try FileManager.default.createDirectory(at: place.parent.url, withIntermediateDirectories: true)
        try text.write(toFile: place.description, atomically: true, encoding: .utf8)
    }

    private func context(_ name: String, _ text: String) throws {
        try file("contexts/meta/\(ContentHash.digest(of: Array(name.utf8)).hex)/meta.json", text)
    }

    private func found(_ variables: [String: String], context: String? = nil) throws -> DockerEndpoint {
        var variables = variables
        variables["DOCKER_CONFIG"] = variables["DOCKER_CONFIG"] ?? directory.path.description
        return try DockerEndpoint.found(context: context) { variables[$0] }
    }

    // What the program `docker` does.
    @Test func `a context that is named comes before DOCKER_HOST, and that before the one that is chosen`() throws {
        #expect(try found([:]) == .socket("/run/near"))
        #expect(try found(["DOCKER_HOST": "unix:///x"]) == .socket("/x"))
        #expect(try found(["DOCKER_HOST": "unix:///x", "DOCKER_CONTEXT": "far"]) == .socket("/x"))
        #expect(try found(["DOCKER_CONTEXT": "far"]) == .program)
        #expect(try found(["DOCKER_HOST": "unix:///x"], context: "near") == .socket("/run/near"))
        #expect(try found(["DOCKER_HOST": "unix:///x"], context: "default") == .socket("/x"))
        #expect(try found([:], context: "default") == .usual)
        #expect(try found(["DOCKER_CONFIG": "/nowhere"]) == .usual)
        #expect(try found(["DOCKER_CONFIG": "/nowhere"]).description == "/var/run/docker.sock")
    }

    @Test func `a configuration that is no JSON chooses nothing`() throws {
        try file("config.json", "{")
        #expect(try found([:]) == .usual)
    }

    @Test func `contexts that are not there, or say nothing, are told`() throws {
        #expect(throws: EngineFault.self) { try found([:], context: "other") }
        #expect(throws: EngineFault.self) { try found(["DOCKER_CONTEXT": "bad"]) }
        #expect(throws: EngineFault.self) { try found([:], context: "../../near") }
    }

    @Test(arguments: [
        ("tcp://h", "http://h:2375"), ("tcp://h:1/", "http://h:1"), ("tcp://[::1]", "http://[::1]:2375"),
        ("http://h:1", "http://h:1"), ("https://h:1", "https://h:1"),
    ])
    func `engines are found over the network`(host: String, address: String) throws {
        let address = try HTTPAddress(address)
        #expect(try found(["DOCKER_HOST": host]) == .server(address, nil))
    }

    @Test func `certificates of a folder are shown over TLS`() throws {
        for name in ["ca.pem", "cert.pem", "key.pem"] { try file("tls/\(name)", "x") }
        let place = directory.path / "tls"
        let endpoint = try found([
            "DOCKER_HOST": "tcp://h", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": place.description,
        ])
        let address = try HTTPAddress("https://h:2376")
        #expect(endpoint == .server(address, DockerCertificates(place)))
    }

    @Test(arguments: [
        "foo", "unix://", "npipe:////./pipe/x", "tcp://", "tcp://h:x", "tcp://me:secret@h/", "fd://", "x://me:secret@h",
    ])
    func `what is no place of an engine is refused, and shows no password`(host: String) throws {
        let fault = #expect(throws: EngineFault.self) { try found(["DOCKER_HOST": host]) }
        #expect(fault?.description.contains("secret") == false)
    }
}
