import Foundation
import HTTP
import Host
import TestSupport
import Testing

/// Against the registry of Docker's distribution, which speaks HTTP/2 where it speaks TLS.
@Suite(
    .enabled(
        if: FileManager.default.isExecutableFile(atPath: "/usr/bin/docker-registry"), "docker-registry is needed"))
struct HTTP2Tests {
    private let directory: TemporaryDirectory
    private let registry: Program
    private let root: String
    private let client: HTTPClient

    init() throws {
        directory = try TemporaryDirectory()
        let (certificate, key) = (directory.path / "certificate", directory.path / "key")
        let made = try Subprocess(
            "openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext"]
                + [
                    "subjectAltName=DNS:localhost", "-keyout", key.description, "-out", certificate.description,
                ]
        ).run()
        guard made.succeeded else { throw CocoaError(.featureUnsupported) }
        // Free a moment ago.
        let port = try LoopbackServer { _ in [] }.port
        let settings = """
            version: 0.1
            storage: {filesystem: {rootdirectory: \(directory.path / "data")}}
            http: {addr: "127.0.0.1:\(port)", tls: {certificate: \(certificate), key: \(key)}}
            """
        let file = directory.path / "settings.yml"
        try settings.write(toFile: file.description, atomically: true, encoding: .utf8)
        registry = try Program(
            "/bin/sh", ["-c", "exec docker-registry serve \"$0\" 2>&1", file.description])
        var said = ""
        while !said.contains("listening on") {
            let piece = registry.read(atMost: 1000)
            if piece.isEmpty { throw CocoaError(.featureUnsupported) }
            said += String(decoding: piece, as: UTF8.self)
        }
        root = "https://localhost:\(port)/v2/"
        var trusting = HTTPSettings(userAgent: "x")
        trusting.authorities = [certificate]
        client = HTTPClient(trusting)
    }

    private func stream(_ length: Int, of byte: UInt8) -> HTTPRequest.Body {
        var rest = length
        return .stream(length: Int64(length)) { buffer in
            let count = min(rest, buffer.count)
            buffer[..<count].initializeMemory(as: UInt8.self, repeating: byte)
            rest -= count
            return count
        }
    }

    @Test func `large streams go over one after the other`() throws {
        for round in 1...3 {
            let begun = try client.send(HTTPRequest(.post, HTTPAddress(root + "app/blobs/uploads/")))
            #expect(begun.status == 202)
            let place = try HTTPAddress(try #require(begun.headers["location"]), relativeTo: begun.address)
            let sent = try client.send(
                HTTPRequest(
                    .patch, place, headers: ["Content-Type": "application/octet-stream"],
                    body: stream(30_000_000, of: UInt8(round))))
            #expect(sent.status == 202)
            #expect(sent.headers["range"] == "0-29999999")
        }
    }

    @Test func `a stream that is refused is answered`() throws {
        for _ in 0..<5 {
            let place = try HTTPAddress(root + "app/blobs/uploads/11111111-2222-3333-4444-555555555555?_state=x")
            let response = try client.send(HTTPRequest(.patch, place, body: stream(30_000_000, of: 1)))
            #expect(response.status == 404 || response.status == 400)
        }
        #expect(try client.send(HTTPRequest(.get, HTTPAddress(root))).status == 200)
    }
}
