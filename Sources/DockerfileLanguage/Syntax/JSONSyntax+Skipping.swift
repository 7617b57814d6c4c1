// Values that are passed over, nested as deeply as they may be.
extension JSONSyntax {
    /// How deep arrays and objects may be nested, this array included.
    private static var deepest: Int { 10_000 }

    mutating func skipValue() -> Bool {
        // For each that is open, whether it is an object.
        var open: [Bool] = []
        repeat {
            skipSpace()
            if let isObject = opener() {
                open.append(isObject)
                guard open.count < Self.deepest else { return false }
                skipSpace()
                if take(isObject ? "}" : "]") {
                    open.removeLast()
                } else {
                    guard !isObject || skipKey() else { return false }
                    continue
                }
            } else {
                guard skipScalar() else { return false }
            }
            guard close(&open) else { return false }
        } while !open.isEmpty
        return true
    }

    private mutating func opener() -> Bool? {
        if take("{") { return true }
        return take("[") ? false : nil
    }

    /// Goes on behind a value: to the next one, or out of all that end here.
    private mutating func close(_ open: inout [Bool]) -> Bool {
        while let isObject = open.last {
            skipSpace()
            if take(",") {
                skipSpace()
                return !isObject || skipKey()
            }
            guard take(isObject ? "}" : "]") else { return false }
            open.removeLast()
        }
        return true
    }

    private mutating func skipKey() -> Bool {
        guard peek == UInt8(ascii: "\""), string() != nil else { return false }
        skipSpace()
        return take(":")
    }

    private mutating func skipScalar() -> Bool {
        guard let byte = peek else { return false }
        if byte == UInt8(ascii: "\"") { return string() != nil }
        for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return true
        }
        return skipNumber()
    }

    private mutating func skipNumber() -> Bool {
        let start = place
        _ = take("-")
        if !take("0") {
            guard skipDigits() else { return false }
        }
        if take(".") {
            guard skipDigits() else { return false }
        }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            guard skipDigits() else { return false }
        }
        return Double(String(decoding: bytes[start..<place], as: UTF8.self))?.isFinite ?? false
    }

    private mutating func skipDigits() -> Bool {
        let start = place
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place > start
    }
}
