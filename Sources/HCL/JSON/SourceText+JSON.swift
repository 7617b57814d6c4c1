internal import Values

extension SourceText {
    /// What a string of a JSON file says; `range` holds its quotes, and its escapes have been checked.
    init(json range: SourceRange) {
        let bytes = range.file.bytes
        let inside = range.offsets.lowerBound + 1..<max(range.offsets.lowerBound + 1, range.offsets.upperBound - 1)
        guard bytes[range.offsets].first == Byte.quote, bytes[inside].contains(Byte.backslash) else {
            let isQuoted = bytes[range.offsets].first == Byte.quote
            self.init(range.file, isQuoted ? inside : range.offsets)
            return
        }
        var decoded: [UInt8] = []
        var shifts = [Shift(offset: 0, inFile: inside.lowerBound)]
        var offset = inside.lowerBound
        while offset < inside.upperBound {
            if bytes[offset] != Byte.backslash {
                decoded.append(bytes[offset])
                offset += 1
                continue
            }
            shifts.append(Shift(offset: decoded.count, inFile: offset))
            offset = Self.unescape(bytes, offset, into: &decoded)
            shifts.append(Shift(offset: decoded.count, inFile: offset))
        }
        self.init(range.file, decoded: decoded, shifts: shifts)
    }

    /// Where the escape ends.
    private static func unescape(_ bytes: [UInt8], _ offset: Int, into decoded: inout [UInt8]) -> Int {
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
        let unit = unit(bytes, offset)
        if let scalar = Unicode.Scalar(unit) { return (scalar, offset + 6) }
        let next = offset + 6
        if unit < 0xDC00, next + 1 < bytes.count, bytes[next] == Byte.backslash, bytes[next + 1] == UInt8(ascii: "u") {
            let low = self.unit(bytes, next)
            if 0xDC00..<0xE000 ~= low, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) {
                return (scalar, next + 6)
            }
        }
        return ("\u{FFFD}", next)
    }

    private static func unit(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        bytes[min(offset + 2, bytes.count)..<min(offset + 6, bytes.count)].reduce(0) {
            $0 << 4 | (Byte.hexValue($1) ?? 0)
        }
    }
}
