import Foundation
import Host

/// Signs tokens (JWT) that a registry with its certificate believes.
struct TokenKey: Sendable {
    let certificate: Path
    private let key: Path
    /// The certificate as it stands in a token.
    private let chain: String

    init(in folder: Path) throws {
        certificate = folder / "token.pem"
        key = folder / "token.key"
        try TestAuthority.openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=hearth test tokens",
            "-keyout", key.description, "-out", certificate.description,
        ])
        let lines = try String(contentsOf: certificate.url, encoding: .utf8).split(separator: "\n")
        chain = lines.filter { !$0.hasPrefix("-----") }.joined()
    }

    /// `age` is how many seconds ago it was made; it lasts five minutes.
    func token(for user: String?, _ scopes: [TokenScope], age: Int) throws -> String {
        let now = Int(Date().timeIntervalSince1970) - age
        let access = scopes.map { ["type": "repository", "name": $0.name, "actions": $0.actions] as [String: Any] }
        let claims: [String: Any] = [
            "iss": TokenServer.issuer, "sub": user ?? "", "aud": TokenServer.service, "exp": now + 300, "nbf": now - 10,
            "iat": now, "jti": UUID().uuidString, "access": access,
        ]
        let parts = try [["typ": "JWT", "alg": "RS256", "x5c": [chain]], claims].map {
            Self.encoded(try JSONSerialization.data(withJSONObject: $0))
        }
        let text = parts.joined(separator: ".")
        let signature = try TestAuthority.openssl(
            ["dgst", "-sha256", "-sign", key.description], input: Array(text.utf8))
        return "\(text).\(Self.encoded(Data(signature)))"
    }

    private static func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
