/// Reads JSON from the front of some bytes.
struct JSONSyntax {
    let bytes: ArraySlice<UInt8>
    var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    mutating func array() -> StringArray? {
        var strings: [String] = []
        var other: Range<Int>?
        guard take("[") else { return nil }
        skipSpace()
        if take("]") { return isAtEnd() ? .strings([]) : nil }
        repeat {
            skipSpace()
            let start = place
            if peek == UInt8(ascii: "\"") {
                guard let string = string() else { return nil }
                strings.append(string)
            } else {
                guard skipValue() else { return nil }
                other = other ?? start..<place
            }
            skipSpace()
        } while take(",")
        guard take("]"), isAtEnd() else { return nil }
        return other.map(StringArray.other) ?? .strings(strings)
    }

    var peek: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: scalar) else { return false }
        place += 1
        return true
    }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { place += 1 }
    }

    mutating func isAtEnd() -> Bool {
        skipSpace()
        return peek == nil
    }
}
