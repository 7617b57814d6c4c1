internal import Values

/// A name that nobody else gives: 128 bits, by RFC 9562.
struct UUID {
    /// Sixteen.
    let bytes: [UInt8]

    init(random bytes: [UInt8]) {
        self.init(bytes, version: 4)
    }

    /// Made of the first bytes of a SHA-1.
    init(hash bytes: [UInt8]) {
        self.init(bytes, version: 5)
    }

    private init(_ given: [UInt8], version: UInt8) {
        var bytes = Array((given + Array(repeating: 0, count: 16)).prefix(16))
        bytes[6] = bytes[6] & 0x0f | version << 4
        bytes[8] = bytes[8] & 0x3f | 0x80
        self.bytes = bytes
    }

    /// Reads the usual form, also in braces, behind `urn:uuid:`, or without hyphens.
    init?(_ text: String) {
        var text = text.lowercased()
        switch text.utf8.count {
        case 45 where text.hasPrefix("urn:uuid:"): text = String(text.dropFirst(9))
        case 38 where text.hasPrefix("{") && text.hasSuffix("}"): text = String(text.dropFirst().dropLast())
        case 36, 32: break
        default: return nil
        }
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        let lengths = groups.map(\.utf8.count)
        guard lengths == [8, 4, 4, 4, 12] || lengths == [32], let bytes = Hex.decode(groups.joined()) else {
            return nil
        }
        self.bytes = bytes
    }

    /// Those that have a name of their own.
    static let namespaces = [
        "dns": UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "url": UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
        "oid": UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8"), "x500": UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8"),
    ].compactMapValues(\.self)
}

extension UUID: CustomStringConvertible {
    var description: String {
        var hex = Hex.encode(bytes)[...]
        return [8, 4, 4, 4, 12].map { length in
            defer { hex = hex.dropFirst(length) }
            return String(hex.prefix(length))
        }.joined(separator: "-")
    }
}
