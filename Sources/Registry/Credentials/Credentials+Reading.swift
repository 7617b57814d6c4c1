internal import Values

extension Credentials {
    /// Reads an entry of `auths`; nil for one that has none. No fault shows any of it.
    init?(reading entry: ConfigurationReader) throws(RegistryFault) {
        _ = try entry.members()
        if let token = try entry.text("identitytoken") {
            self = .identityToken(token)
        } else if let auth = try entry.text("auth"), let member = entry["auth"] {
            guard let pair = Self.pair(inBase64: auth) else {
                throw member.fault("is not a name and a password in base 64", hint: "log in again with `hearth login`")
            }
            guard !pair.password.isEmpty else { return nil }
            self = .password(name: pair.name, password: pair.password)
        } else if let name = try entry.text("username"), let password = try entry.text("password") {
            self = .password(name: name, password: password)
        } else {
            return nil
        }
    }

    /// What `auth` holds: a name, a colon, and the password, which old Dockers have ended with zero bytes.
    private static func pair(inBase64 text: String) -> (name: String, password: String)? {
        guard let bytes = Base64.decode(text), let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let name = String(validating: bytes[..<colon], as: UTF8.self)
        else { return nil }
        let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? bytes.endIndex
        guard let password = String(validating: bytes[min(colon + 1, end)..<end], as: UTF8.self) else { return nil }
        return (name, password)
    }
}

extension ConfigurationReader {
    /// A member that says something.
    fileprivate func text(_ name: String) throws(RegistryFault) -> String? {
        guard let text = try self[name]?.string(), !text.isEmpty else { return nil }
        return text
    }
}
