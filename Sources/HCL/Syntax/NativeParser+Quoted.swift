internal import Values

extension NativeParser {
    /// A piece of a string in quotes: up to its end, or to something special.
    mutating func quotedText(_ opener: Token) throws(Refusal) -> String {
        if let (dollars, end) = scanner.doubled(at: position) {
            go(to: end)
            return dollars
        }
        let start = position
        var bytes: [UInt8] = []
        var end = position
        scan: while !text.isAtEnd(end) {
            switch text.bytes[end] {
            case Byte.quote, Byte.dollar, Byte.percent: break scan
            case Byte.newline, Byte.carriageReturn: throw refuseUnclosed(opener, at: end)
            case Byte.backslash: end = escape(at: end, into: &bytes)
            case let byte:
                bytes.append(byte)
                end += 1
            }
        }
        if text.isAtEnd(end) { throw refuseUnclosed(opener, at: end) }
        go(to: end)
        guard let string = String(validating: bytes, as: UTF8.self) else {
            throw refuse(.notUnicode, at: placeOfBadByte(start, end))
        }
        return string
    }

    private mutating func refuseUnclosed(_ opener: Token, at end: Int) -> Refusal {
        go(to: end)
        return refuse(.unclosedString(opener: place(opener)), at: text.place(end, end))
    }

    /// Where the escape ends. One that is none stands for nothing.
    private mutating func escape(at start: Int, into bytes: inout [UInt8]) -> Int {
        switch text[start + 1] {
        case UInt8(ascii: "n"): bytes.append(Byte.newline)
        case UInt8(ascii: "r"): bytes.append(Byte.carriageReturn)
        case UInt8(ascii: "t"): bytes.append(Byte.tab)
        case let byte where byte == Byte.quote || byte == Byte.backslash: bytes.append(byte)
        case UInt8(ascii: "u"): return scalar(at: start, digits: 4, into: &bytes)
        case UInt8(ascii: "U"): return scalar(at: start, digits: 8, into: &bytes)
        case Byte.newline, Byte.carriageReturn: return start + 1
        default:
            let end = min(start + 1 + (text.scalar(at: start + 1)?.length ?? 1), text.range.upperBound)
            report(.escape(text.string(start, end) ?? "\\"), at: text.place(start, end))
            return end
        }
        return start + 2
    }

    private mutating func scalar(at start: Int, digits: Int, into bytes: inout [UInt8]) -> Int {
        var end = start + 2
        var value: UInt32 = 0
        while end < start + 2 + digits, let digit = Byte.hexValue(text[end]) {
            value = value << 4 | digit
            end += 1
        }
        let range = text.place(start, end)
        if end < start + 2 + digits {
            report(.shortEscape(text.string(start, end) ?? "", digits: digits), at: range)
        } else if let scalar = Unicode.Scalar(value) {
            bytes += Array(String(scalar).utf8)
        } else {
            report(.noScalar(value), at: range)
        }
        return end
    }
}
