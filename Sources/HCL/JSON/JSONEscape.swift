/// The escapes in strings of JSON.
enum JSONEscape {
    /// Where the escape ends whose backslash is at `offset`; nil when it is none.
    static func end(in bytes: [UInt8], at offset: Int) -> Int? {
        guard offset + 1 < bytes.count else { return nil }
        if bytes[offset + 1] != UInt8(ascii: "u") { return letters.contains(bytes[offset + 1]) ? offset + 2 : nil }
        let digits = bytes[(offset + 2)...].prefix(4)
        return digits.count == 4 && digits.allSatisfy { Byte.hexValue($0) != nil } ? offset + 6 : nil
    }

    private static let letters = Set("\"\\/bfnrt".utf8)

    /// Adds what an escape that is one stands for. Where it ends: two make one character when they are its surrogates.
    static func resolve(_ bytes: [UInt8], at offset: Int, into decoded: inout [UInt8]) -> Int {
        switch bytes[offset + 1] {
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(Byte.newline)
        case UInt8(ascii: "r"): decoded.append(Byte.carriageReturn)
        case UInt8(ascii: "t"): decoded.append(Byte.tab)
        case UInt8(ascii: "u"):
            let (scalar, end) = scalar(bytes, offset)
            decoded += Array(String(scalar).utf8)
            return end
        case let byte: decoded.append(byte)
        }
        return offset + 2
    }

    /// Half of a surrogate pair stands for the replacement character.
    private static func scalar(_ bytes: [UInt8], _ offset: Int) -> (Unicode.Scalar, end: Int) {
        let first = unit(bytes, offset)
        let next = offset + 6
        if UTF16.isLeadSurrogate(first), next < bytes.count, bytes[next] == Byte.backslash,
            end(in: bytes, at: next) == next + 6
        {
            let second = unit(bytes, next)
            if UTF16.isTrailSurrogate(second) {
                return (UTF16.decode(UTF16.EncodedScalar([first, second])), next + 6)
            }
        }
        return (Unicode.Scalar(first) ?? "\u{FFFD}", next)
    }

    private static func unit(_ bytes: [UInt8], _ offset: Int) -> UInt16 {
        bytes[min(offset + 2, bytes.count)..<min(offset + 6, bytes.count)].reduce(0) {
            $0 << 4 | UInt16(Byte.hexValue($1) ?? 0)
        }
    }
}
