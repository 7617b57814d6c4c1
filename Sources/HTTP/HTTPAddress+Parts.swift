extension HTTPAddress {
    /// The host without its port, as names are compared; an address of version 6 without brackets.
    package var hostName: String {
        let name = host.prefix(host.count - portText.count)
        return (name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : name).lowercased()
    }

    /// The one that is named, or that of the scheme.
    package var port: Int {
        Int(portText.dropFirst()) ?? (scheme == "https" ? 443 : 80)
    }

    /// Whether there is a name, and behind it nothing or a port.
    var hasPlainPort: Bool {
        let name = host.prefix(host.count - portText.count)
        let isNumber = portText.utf8.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
        let isName =
            name.hasPrefix("[")
            ? name.dropFirst().dropLast().allSatisfy(Self.isPartOfNumbers) && name.hasSuffix("]")
            : !name.contains(where: ":[]".contains)
        return !name.isEmpty && isName && isNumber && port <= 65535 && portText.utf8.count <= 6
    }

    private static func isPartOfNumbers(_ character: Character) -> Bool {
        character.isHexDigit || ":.%".contains(character)
    }

    /// Whether it is named.
    package var hasPort: Bool { !portText.isEmpty }

    /// With its colon; empty where none is named.
    private var portText: Substring {
        guard let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") else { return "" }
        return host[colon...]
    }

    /// The server: who has the same may see the same credentials.
    var origin: String { "\(scheme)://\(hostName):\(port)" }

    /// Whether scheme, host and port are the same.
    package func isSameOrigin(as other: HTTPAddress) -> Bool { origin == other.origin }

    /// With further items in its query, which are escaped.
    package func appendingQuery(_ items: [(name: String, value: String)]) -> HTTPAddress {
        if items.isEmpty { return self }
        let added = items.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        let separator = query.isEmpty ? "?" : query.hasSuffix("?") || query.hasSuffix("&") ? "" : "&"
        return HTTPAddress(text: text + separator + added, scheme: scheme, host: host, path: path)
    }

    /// Text as one part of a path, or of a query: all but letters, digits and `-._~` is escaped.
    package static func encoded(_ text: some StringProtocol) -> String {
        text.utf8.reduce(into: "") { text, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += escape(byte)
            }
        }
    }

    static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
    }
}
