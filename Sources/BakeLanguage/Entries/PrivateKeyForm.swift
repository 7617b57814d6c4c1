internal import Values

/// Whether a private key, in the textual form of `ssh-keygen` and `openssl`, can be used without a passphrase.
///
/// Only the wrapping is looked at. What is within is for the agent to understand.
enum PrivateKeyForm {
    case plain
    case locked

    /// Nil where the text has no private key.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes.prefix(100 * 1024), as: UTF8.self).parts(at: "\n").map(\.trimmed)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN ") && $0.hasSuffix("-----") }) else {
            return nil
        }
        let type = String(lines[start].dropFirst("-----BEGIN ".count).dropLast("-----".count))
        guard let end = lines[start...].firstIndex(of: "-----END \(type)-----") else { return nil }
        let body = lines[(start + 1)..<end]
        if body.contains(where: { $0.hasPrefix("Proc-Type:") && $0.hasSuffix("ENCRYPTED") }) {
            self = .locked
            return
        }
        switch type {
        case "RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY": self = .plain
        case "OPENSSH PRIVATE KEY":
            guard let isLocked = Self.isLocked(Base64.decode(body.joined())) else { return nil }
            self = isLocked ? .locked : .plain
        default: return nil
        }
    }

    /// Reads the name of the cipher, which stands behind the mark of the format; nil where there is none.
    private static func isLocked(_ key: [UInt8]?) -> Bool? {
        let mark = Array("openssh-key-v1\0".utf8)
        guard let key, key.starts(with: mark) else { return nil }
        let rest = key.dropFirst(mark.count)
        guard rest.count >= 4 else { return nil }
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        return !rest.dropFirst(4).prefix(length).elementsEqual("none".utf8)
    }
}
