import Hashing
import OCI
import TestSupport
import Testing
import Values

@testable import Registry

/// Servers that do not do what registries do.
struct ManifestRequestTests {
    typealias Answer = ScriptedServer.Answer

    private let manifest = RemoteManifest([
        "schemaVersion": 2, "mediaType": .string(MediaType.manifest),
        "config": .object([
            .init("digest", .string("\(ContentHash.digest(of: []))")), .init("size", 0),
        ]),
        "layers": [],
    ])

    private func answer(_ type: String? = MediaType.manifest, digest: Digest? = nil, body: [UInt8]? = nil) -> Answer {
        var headers: [(String, String)] = []
        if let type { headers.append(("Content-Type", type)) }
        if let digest { headers.append(("Docker-Content-Digest", "\(digest)")) }
        return Answer(200, headers.map { (name: $0, value: $1) }, body: body ?? manifest.bytes)
    }

    /// What a client makes of an answer to any request.
    private func manifest(_ answer: Answer, _ reference: ManifestReference = .tag("v1")) throws -> RemoteManifest? {
        let server = try ScriptedServer { _ in answer }
        return try RegistryClient.forTest(server.name, .plain).manifest("app", reference)
    }

    @Test(arguments: [
        MediaType.manifest, "\(MediaType.manifest); charset=utf-8", "application/json", "text/plain", nil,
    ])
    func `what a document is it says itself, where its server does not know`(type: String?) throws {
        #expect(try manifest(answer(type)) == manifest)
    }

    @Test func `a document that is not what its server says is refused`() throws {
        #expect { try manifest(answer(MediaType.index)) } throws: { "\($0)".contains("calls itself") }
        #expect { try manifest(answer(body: Array("<html>".utf8))) } throws: { "\($0)".contains("no JSON") }
        #expect { try manifest(answer("text/plain", body: Array("{}".utf8))) } throws: {
            "\($0)".contains("neither a manifest nor an index")
        }
    }

    @Test(arguments: [
        ("application/vnd.docker.distribution.manifest.v1+prettyjws", #"{"schemaVersion":1}"#),
        ("application/json", #"{"schemaVersion":1,"fsLayers":[]}"#),
    ])
    func `the schema of old is refused with words`(type: String, body: String) throws {
        #expect { try manifest(answer(type, body: Array(body.utf8))) } throws: { "\($0)".contains("schema 1") }
    }

    @Test func `bytes that are not those of the digest are refused`() throws {
        let other = ContentHash.digest(of: [1])
        for (answer, reference) in [
            (answer(digest: other), ManifestReference.tag("v1")), (answer(), .digest(other)),
            (answer(digest: other), .digest(manifest.digest)), (answer(digest: other), .digest(other)),
        ] {
            #expect { try manifest(answer, reference) } throws: {
                if case RegistryFault.wrongDigest = $0 { true } else { false }
            }
        }
    }

    @Test func `a document may be named by another algorithm`() throws {
        let long = ContentHash.digest(of: manifest.bytes, .sha512)
        let short = answer(digest: manifest.digest)
        #expect(try manifest(short, .digest(long))?.digest == long)
        #expect(try manifest(answer(digest: long))?.digest == long)
    }

    @Test func `a document that is too large is not read to its end`() throws {
        let server = try ScriptedServer { [answer] _ in
            var large = answer(MediaType.manifest, nil, [UInt8](repeating: 32, count: 5000))
            large.saysLength = false
            return large
        }
        let client = RegistryClient.forTest(server.name, .plain) { $0.documentLimit = 4999 }
        #expect { try client.manifest("app", .tag("v1")) } throws: { "\($0)".contains("larger than") }
    }

    @Test func `a server whose headers say too little is asked for the document`() throws {
        let server = try ScriptedServer { [answer] _ in answer(MediaType.manifest, nil, nil) }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(try client.descriptor("app", .tag("v1")) == manifest.descriptor)
        #expect(server.requests.map(\.method) == ["HEAD", "GET"])
    }

    @Test func `a server that knows no HEAD is asked for the document`() throws {
        let server = try ScriptedServer { [answer, manifest] request in
            request.method == "HEAD" ? Answer(405) : answer(MediaType.manifest, manifest.digest, nil)
        }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(try client.descriptor("app", .tag("v1")) == manifest.descriptor)
    }

    @Test func `a head that names another digest is refused`() throws {
        let server = try ScriptedServer { [answer] _ in answer(MediaType.manifest, ContentHash.digest(of: [1]), nil) }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(throws: RegistryFault.self) { try client.descriptor("app", .digest(manifest.digest)) }
    }

    @Test func `a registry that takes a document for another is told`() throws {
        let server = try ScriptedServer { _ in
            Answer(201, [("Docker-Content-Digest", "\(ContentHash.digest(of: [1]))")])
        }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect { try client.put(manifest, to: "app", as: .tag("v1")) } throws: {
            if case RegistryFault.wrongDigest = $0 { true } else { false }
        }
        #expect(server.requests.map(\.headers["content-type"]) == [MediaType.manifest])
        #expect(server.requests.map(\.body) == [manifest.bytes])
    }

    @Test func `all kinds of documents are asked for`() throws {
        let server = try ScriptedServer { [answer] _ in answer(MediaType.manifest, nil, nil) }
        _ = try RegistryClient.forTest(server.name, .plain).manifest("app", .tag("v1"))
        let accepted = server.requests.first?.headers["accept"] ?? ""
        for type in [MediaType.index, MediaType.manifest, MediaType.dockerIndex, MediaType.dockerManifest] {
            #expect(accepted.contains(type))
        }
    }

    @Test func `headers without end are refused`() throws {
        let bomb = (0..<20_000).map { (name: "X-Bomb-\($0)", value: String(repeating: "x", count: 200)) }
        #expect(throws: RegistryFault.self) { try manifest(Answer(200, bomb, body: manifest.bytes)) }
    }

    @Test func `a registry that lists referrers itself needs no tag`() throws {
        let server = try ScriptedServer { request in
            request.method == "PUT" ? Answer(201, [("OCI-Subject", "sha256:1")]) : Answer(500)
        }
        let client = RegistryClient.forTest(server.name, .plain)
        try client.put(manifest, to: "app", as: .tag("v1"), subject: manifest.descriptor)
        #expect(server.requests.count == 1)
    }
}

extension RegistrySettings.Host {
    /// Of a server that is known to speak plain HTTP.
    static var plain: Self {
        var host = Self()
        host.isPlain = true
        return host
    }
}
