/// Reads a number with a fraction as Go's `strconv.ParseFloat` does, which is what `docker` takes: `1_000`, `.5`, `1e3`,
/// `0x1p4`, `inf`.
package enum FloatSyntax {
    /// Nil where the text is no number, or one beyond all bounds.
    package static func value(of text: String) -> Double? {
        let unsigned =
            text.utf8.first.map { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") } ?? false
            ? text.dropFirst() : text[...]
        switch unsigned.lowercased() {
        case "inf", "infinity": return text.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity
        // A sign before it is not taken.
        case "nan": return unsigned.startIndex == text.startIndex ? .nan : nil
        default: break
        }
        guard isNumber(Array(unsigned.utf8)), let value = Double(text.filter { $0 != "_" }), value.isFinite else {
            return nil
        }
        return value
    }

    private static func isNumber(_ bytes: [UInt8]) -> Bool {
        let isHex = bytes.count > 2 && bytes[0] == UInt8(ascii: "0") && bytes[1] | 0x20 == UInt8(ascii: "x")
        var rest = bytes.dropFirst(isHex ? 2 : 0)
        // The prefix counts as a digit beside which an underscore may stand.
        var previous: UInt8? = isHex ? UInt8(ascii: "0") : nil
        var digits = 0
        var points = 0
        while let byte = rest.first, byte | 0x20 != UInt8(ascii: isHex ? "p" : "e") {
            rest = rest.dropFirst()
            switch byte {
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "_"):
                guard isDigit(previous, isHex), isDigit(rest.first, isHex) else { return false }
            default:
                guard isDigit(byte, isHex) else { return false }
                digits += 1
            }
            previous = byte
        }
        guard digits > 0, points <= 1 else { return false }
        return rest.isEmpty ? !isHex : isExponent(rest.dropFirst())
    }

    private static func isExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        let isSigned = bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-")
        let digits = bytes.dropFirst(isSigned ? 1 : 0)
        var previous: UInt8?
        for (offset, byte) in digits.enumerated() {
            let next = digits.dropFirst(offset + 1).first
            guard
                isDigit(byte, false) || (byte == UInt8(ascii: "_") && isDigit(previous, false) && isDigit(next, false))
            else { return false }
            previous = byte
        }
        return !digits.isEmpty
    }

    private static func isDigit(_ byte: UInt8?, _ isHex: Bool) -> Bool {
        guard let byte else { return false }
        return switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): isHex
        default: false
        }
    }
}
