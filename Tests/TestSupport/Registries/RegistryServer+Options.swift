import Foundation
import Hashing
import Host

extension RegistryServer {
    /// How a registry is set up.
    package struct Options: Sendable {
        package var hasTLS = false
        package var admission = Admission.everybody
        package var allowsDeleting = true
        /// Whether `Location` says no host.
        package var saysRelativeLocations = false

        package init() {}

        package init(_ change: (inout Options) -> Void) {
            change(&self)
        }
    }

    package enum Admission: Sendable {
        case everybody
        /// Those with a name and a password.
        case passwords([String: String])
        /// Those with a token of this server.
        case tokens(TokenServer)
    }
}

extension RegistryServer.Options {
    static func file(in folder: Path) -> Path { folder / "config.yml" }

    func write(to folder: Path, port: UInt16, authority: TestAuthority?) throws {
        let tls = authority.map {
            "  tls: {certificate: \($0.serverCertificate), key: \($0.serverKey)}\n"
        }
        let text = """
            version: 0.1
            log: {level: info, accesslog: {disabled: false}}
            storage:
              filesystem: {rootdirectory: \(folder / "data")}
              delete: {enabled: \(allowsDeleting)}
              maintenance: {uploadpurging: {enabled: false}}
            http:
              addr: 127.0.0.1:\(port)
              relativeurls: \(saysRelativeLocations)
              secret: the same after each start
            \(tls ?? "")\(try authentication(in: folder))
            """
        try text.write(to: Self.file(in: folder).url, atomically: false, encoding: .utf8)
    }

    private func authentication(in folder: Path) throws -> String {
        switch admission {
        case .everybody: return ""
        case .passwords(let passwords):
            let file = folder / "htpasswd"
            let lines = passwords.map { name, password in
                "\(name):\(Bcrypt.hash(Array(password.utf8), cost: 4, salt: Array(0..<16)) ?? "")\n"
            }
            try lines.joined().write(to: file.url, atomically: false, encoding: .utf8)
            return "auth: {htpasswd: {realm: test, path: \(file)}}\n"
        case .tokens(let server):
            return """
                auth:
                  token:
                    realm: \(server.address)/token
                    service: \(TokenServer.service)
                    issuer: \(TokenServer.issuer)
                    rootcertbundle: \(server.certificate)

                """
        }
    }
}
