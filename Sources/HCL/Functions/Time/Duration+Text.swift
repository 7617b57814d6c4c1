extension DateTime {
    /// A length of time in the words of Go, in nanoseconds: `1h30m`, `-1.5s`. Nil for what is none, or beyond 292 years.
    static func nanoseconds(ofDuration text: String) -> Int64? {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if Array(rest) == [UInt8(ascii: "0")] { return 0 }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        while !rest.isEmpty {
            guard let part = takePart(&rest) else { return nil }
            let (sum, isBeyond) = total.subtractingReportingOverflow(part)
            guard !isBeyond else { return nil }
            total = sum
        }
        // Counted below zero, where there is one more than above.
        if isNegative { return total }
        return total == .min ? nil : -total
    }

    private static func takePart(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        let whole = takeDigits(&rest)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits(&rest)
        }
        let name = rest.prefix { $0 != UInt8(ascii: ".") && !isDigit($0) }
        rest = rest[name.endIndex...]
        guard !(whole.isEmpty && fraction.isEmpty), let unit = units[String(decoding: name, as: UTF8.self)] else {
            return nil
        }
        let count = whole.isEmpty ? 0 : Int64(String(decoding: whole, as: UTF8.self))
        guard let (nanoseconds, isBeyond) = count?.multipliedReportingOverflow(by: unit), !isBeyond else { return nil }
        let (sum, overflows) = nanoseconds.addingReportingOverflow(part(fraction, of: unit))
        return overflows ? nil : sum
    }

    /// A fraction of a unit, cut to whole nanoseconds.
    private static func part(_ digits: ArraySlice<UInt8>, of unit: Int64) -> Int64 {
        var value: Int64 = 0
        var scale = 1.0
        for digit in digits {
            let (next, isBeyond) = value.multipliedReportingOverflow(by: 10)
            guard !isBeyond, next <= .max - 9 else { break }
            value = next + Int64(digit - UInt8(ascii: "0"))
            scale *= 10
        }
        return Int64(Double(value) * (Double(unit) / scale))
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix(while: isDigit)
        rest = rest[digits.endIndex...]
        return digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    private static let units: [String: Int64] = [
        "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]
}
