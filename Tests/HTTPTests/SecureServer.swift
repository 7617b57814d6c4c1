import Foundation
import Host
import TestSupport

/// A server for HTTPS with a certificate of its own, made and run by the `openssl` program.
final class SecureServer {
    private let directory: TemporaryDirectory
    private let program: Program
    let certificate: Path
    private(set) var address = ""

    init() throws {
        directory = try TemporaryDirectory()
        certificate = directory.path / "certificate"
        let key = directory.path / "key"
        let made = try Subprocess(
            "openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
                + [
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", key.description, "-out",
                    certificate.description,
                ]
        ).run()
        guard made.succeeded else { throw CocoaError(.featureUnsupported) }
        let command = "exec openssl s_server -www -accept 127.0.0.1:0 -naccept 10 -key \"$0\" -cert \"$1\" 2>/dev/null"
        program = try Program("/bin/sh", ["-c", command, key.description, certificate.description])
        // It says `ACCEPT 127.0.0.1:41234` when it is ready.
        var said = ""
        while !said.contains("ACCEPT") || !said.hasSuffix("\n") {
            let piece = program.read(atMost: 1000)
            if piece.isEmpty { throw CocoaError(.featureUnsupported) }
            said += String(decoding: piece, as: UTF8.self)
        }
        let port = said.components(separatedBy: "ACCEPT")[1].components(separatedBy: ":")[1].prefix { $0.isNumber }
        address = "https://localhost:\(port)/"
    }
}
