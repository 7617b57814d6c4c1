/// The address of something that can be fetched by HTTP, taken apart.
package struct HTTPAddress: Hashable, Sendable {
    /// As it goes to the server: what may not stand in an address is escaped, and what stands behind `#` is left out.
    package let text: String
    /// `https` or `http`.
    package let scheme: String
    /// With the port, without credentials.
    package let host: String
    /// With its escapes, from the first slash on; may be empty.
    package let path: String

    package init(_ written: String) throws(HTTPFault) {
        let text = Self.escaped(written.prefix { $0 != "#" })
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
            throw .badAddress(Self.hiding(written))
        }
        scheme = text[..<colon].lowercased()
        let rest = text[text.index(colon, offsetBy: 3)...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        guard ["http", "https"].contains(scheme), !host.isEmpty, !written.unicodeScalars.contains(where: \.isControl)
        else { throw .badAddress(Self.hiding(written)) }
        self.text = text
        self.host = String(host)
        path = String(rest[authority.endIndex...].prefix { $0 != "?" })
        guard hasPlainPort else { throw .badAddress(Self.hiding(written)) }
    }

    init(text: String, scheme: String, host: String, path: String) {
        (self.text, self.scheme, self.host, self.path) = (text, scheme, host, path)
    }

    private static func escaped(_ text: some StringProtocol) -> String {
        text.utf8.reduce(into: "") { text, byte in
            if (0x21...0x7e).contains(byte), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += escape(byte)
            }
        }
    }

    /// What may be shown of what is no address: nothing that looks like a password.
    private static func hiding(_ text: String) -> String {
        let end = text.prefix { $0 != "?" && $0 != "#" }
        guard let at = end.lastIndex(of: "@") else { return String(end) }
        let scheme = end.firstIndex(of: ":").map { end[...$0] } ?? ""
        return "\(end[at...].isEmpty ? "" : "\(scheme)//…")\(end[at...])"
    }
}

extension HTTPAddress: CustomStringConvertible {
    /// For people: without credentials, and without a query, which may hold some.
    package var description: String {
        "\(scheme)://\(host)\(path)\(text.contains("?") ? "?…" : "")"
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { value < 0x20 || value == 0x7f }
}
