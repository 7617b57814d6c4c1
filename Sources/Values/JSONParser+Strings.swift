extension JSONParser {
    mutating func string() throws(JSONFault) -> String {
        place += 1
        var text = try plainRun()
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return text
            case UInt8(ascii: "\\"):
                text.unicodeScalars.append(try escape())
                text += try plainRun()
            default: throw .controlCharacter(byte, offset: place)
            }
        }
        throw .expected(.quote, offset: place)
    }

    /// What stands for itself: nearly always all of a string.
    private mutating func plainRun() throws(JSONFault) -> String {
        let start = place
        while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
        let run = bytes[start..<place]
        guard let text = String(validating: run, as: UTF8.self) else {
            throw .notUTF8(offset: Self.firstFault(in: run))
        }
        return text
    }

    private static func firstFault(in run: ArraySlice<UInt8>) -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var (rest, offset) = (run.makeIterator(), run.startIndex)
        while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
        return offset
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        let start = place
        place += 1
        guard let letter = next else { throw .expected(.escape, offset: start) }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let unit = hexUnit() else { throw .expected(.escape, offset: start) }
            return scalar(startingWith: unit)
        default: throw .expected(.escape, offset: start)
        }
    }

    /// The character of a code unit, and of the one that follows if the first needs one.
    private mutating func scalar(startingWith unit: UInt32) -> Unicode.Scalar {
        guard 0xd800...0xdbff ~= unit else { return Unicode.Scalar(unit) ?? "\u{fffd}" }
        let after = place
        guard skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")), let low = hexUnit(), 0xdc00...0xdfff ~= low else {
            place = after
            return "\u{fffd}"
        }
        return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)) ?? "\u{fffd}"
    }

    private mutating func hexUnit() -> UInt32? {
        guard bytes.count - place >= 4 else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        place += 4
        return unit
    }
}
