/// A length of time as Go writes it: `1h30m`, `1.5s`, `-20ms`, `0`.
struct WrittenDuration {
    let nanoseconds: Int64

    /// Nil for anything else, and for what is beyond some 292 years.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        if rest.elementsEqual([UInt8(ascii: "0")]) {
            nanoseconds = 0
            return
        }
        var total: UInt64 = 0
        while !rest.isEmpty {
            guard let part = Self.part(&rest), part <= Self.limit, total + part <= Self.limit else { return nil }
            total += part
        }
        guard isNegative || total < Self.limit else { return nil }
        nanoseconds = isNegative ? Int64(truncatingIfNeeded: 0 &- total) : Int64(total)
    }

    private static let limit: UInt64 = 1 << 63

    /// A number and its unit.
    private static func part(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        let digits = rest.prefix(while: isDigit)
        rest = rest[digits.endIndex...]
        var fraction = rest[rest.startIndex..<rest.startIndex]
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = rest.prefix(while: isDigit)
            rest = rest[fraction.endIndex...]
        }
        guard !digits.isEmpty || !fraction.isEmpty, let unit = unit(&rest), let whole = number(digits) else {
            return nil
        }
        let (scaled, isTooMuch) = whole.multipliedReportingOverflow(by: unit)
        guard !isTooMuch, scaled <= limit else { return nil }
        return scaled + part(of: unit, fraction)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in digits {
            guard number <= limit / 10 else { return nil }
            number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
            guard number <= limit else { return nil }
        }
        return number
    }

    /// Digits beyond what can be counted say nothing.
    private static func part(of unit: UInt64, _ fraction: ArraySlice<UInt8>) -> UInt64 {
        var number: UInt64 = 0
        var scale = 1.0
        for digit in fraction {
            guard number <= (limit - 1) / 10 else { break }
            let next = number * 10 + UInt64(digit - UInt8(ascii: "0"))
            guard next <= limit else { break }
            number = next
            scale *= 10
        }
        return UInt64(Double(number) * (Double(unit) / scale))
    }

    private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        let word = rest.prefix { $0 != UInt8(ascii: ".") && !isDigit($0) }
        rest = rest[word.endIndex...]
        return switch String(decoding: word, as: UTF8.self) {
        case "ns": 1
        case "us", "\u{b5}s", "\u{3bc}s": 1000
        case "ms": 1_000_000
        case "s": 1_000_000_000
        case "m": 60_000_000_000
        case "h": 3_600_000_000_000
        default: nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
