extension JSONSyntax {
    /// Nil where a string is none. What is no text in it becomes U+FFFD.
    mutating func string() -> String? {
        place += 1
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                text += String(scalar).utf8
            case 0..<0x20: return nil
            case 0x80...:
                let length = bytes[place...].scalarLength
                if let length { text += bytes[place..<place + length] } else { text += "\u{fffd}".utf8 }
                place += length ?? 1
            default:
                text.append(byte)
                place += 1
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        place += 1
        guard let byte = peek else { return nil }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let unit = unit() else { return nil }
            return scalar(from: unit)
        default: return nil
        }
    }

    /// Half a pair without the other half is no text.
    private mutating func scalar(from unit: UInt32) -> Unicode.Scalar {
        let start = place
        if 0xd800..<0xdc00 ~= unit, take("\\"), take("u"), let second = self.unit(), 0xdc00..<0xe000 ~= second {
            return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (second - 0xdc00)) ?? "\u{fffd}"
        }
        place = start
        return Unicode.Scalar(unit) ?? "\u{fffd}"
    }

    private mutating func unit() -> UInt32? {
        guard bytes.endIndex - place >= 4 else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        place += 4
        return unit
    }
}
