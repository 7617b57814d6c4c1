/// Addresses of machines, `127.0.0.1` and `::1`, as far as to tell whether a text is one.
enum InternetAddress {
    /// Nothing is as good as an address; one in brackets may be of either kind.
    static func isAddress(_ text: [UInt8]) -> Bool {
        guard text.first == UInt8(ascii: "[") else { return text.isEmpty || isVersion4(text[...]) || isVersion6(text) }
        guard text.last == UInt8(ascii: "]") else { return false }
        let inner = Array(text.dropFirst().dropLast())
        return inner.first != UInt8(ascii: "[") && isAddress(inner)
    }

    private static func isVersion4(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard 1...3 ~= part.count, part.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
                return part.count == 1 || part.first != 0x30 && part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
            }
    }

    private static func isVersion6(_ text: [UInt8]) -> Bool {
        guard let gap = text.indices.dropLast().first(where: { text[$0...].starts(with: "::".utf8) }) else {
            return groups(in: text[...], endsAddress: true) == 8
        }
        guard let before = groups(in: text[..<gap], endsAddress: false),
            let after = groups(in: text[(gap + 2)...], endsAddress: true)
        else { return false }
        return before + after < 8
    }

    /// How many groups of four digits there are, where the last of an address may be written as one of version 4; nil
    /// when there is anything else.
    private static func groups(in text: ArraySlice<UInt8>, endsAddress: Bool) -> Int? {
        if text.isEmpty { return 0 }
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let endsInVersion4 = endsAddress && parts.last.map(isVersion4) == true
        let groups = endsInVersion4 ? parts.dropLast() : parts[...]
        guard groups.allSatisfy({ 1...4 ~= $0.count && $0.allSatisfy(\.isHexDigit) }) else { return nil }
        return parts.count + (endsInVersion4 ? 1 : 0)
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { 0x30...0x39 ~= self || 0x61...0x66 ~= self | 0x20 }
}
