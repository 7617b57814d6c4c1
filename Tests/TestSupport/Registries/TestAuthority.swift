import Foundation
package import Host

/// An authority that nobody knows, and a certificate from it for this machine, made by the `openssl` program.
package struct TestAuthority: Sendable {
    /// The authority's own, for those that are to trust it.
    package let certificate: Path
    let serverCertificate: Path
    let serverKey: Path

    package enum Fault: Error {
        case openssl(String)
    }

    init(in folder: Path) throws {
        certificate = folder / "authority.pem"
        serverCertificate = folder / "server.pem"
        serverKey = folder / "server.key"
        let authorityKey = folder / "authority.key"
        try Self.make(certificate, authorityKey, for: "hearth test authority", [])
        try Self.make(
            serverCertificate, serverKey, for: "localhost",
            [
                "-CA", certificate.description, "-CAkey", authorityKey.description,
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE",
            ])
    }

    static func make(_ certificate: Path, _ key: Path, for name: String, _ options: [String]) throws {
        try openssl(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-keyout", key.description, "-out", certificate.description,
            ] + options)
    }

    @discardableResult static func openssl(_ words: [String], input: [UInt8] = []) throws -> [UInt8] {
        let run = try Subprocess("openssl", words).run(input: input)
        guard run.succeeded else { throw Fault.openssl(words.joined(separator: " ")) }
        return run.output
    }
}
