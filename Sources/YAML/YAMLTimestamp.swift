internal import Values

/// A date, or a date and a time, as YAML knows them without quotes: `2026-11-20`, `2026-11-20T09:56:19+02:00`.
package struct YAMLTimestamp: Sendable {
    let year, month, day, hour, minute, second: Int
    /// The digits behind the point, without zeros at the end.
    let fraction: String
    /// Minutes east of Greenwich.
    let offset: Int

    init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4...4), scanner.take("-"), let month = scanner.number(1...2), scanner.take("-"),
            let day = scanner.number(1...2), 1...12 ~= month, 1...Calendar.days(inMonth: month, ofYear: year) ~= day
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        if scanner.isAtEnd {
            (hour, minute, second, fraction, offset) = (0, 0, 0, "", 0)
            return
        }
        let isLocal = scanner.take(" ")
        guard isLocal || scanner.take("T") || scanner.take("t"), let hour = scanner.number(1...2), hour < 24,
            scanner.take(":"), let minute = scanner.number(1...2), minute < 60,
            scanner.take(":"), let second = scanner.number(1...2), second < 60
        else { return nil }
        (self.hour, self.minute, self.second) = (hour, minute, second)
        fraction = scanner.fraction()
        guard let offset = isLocal ? 0 : scanner.offset(), scanner.isAtEnd else { return nil }
        self.offset = offset
    }
}

extension YAMLTimestamp: CustomStringConvertible {
    /// `2026-11-20 00:00:00 +0000 UTC`: what programs written in Go, the usual readers of such files, make of it.
    package var description: String {
        let date = "\(padded(year, 4))-\(padded(month))-\(padded(day))"
        let time = "\(padded(hour)):\(padded(minute)):\(padded(second))\(fraction.isEmpty ? "" : "." + fraction)"
        let zone = "\(offset < 0 ? "-" : "+")\(padded(abs(offset) / 60))\(padded(abs(offset) % 60))"
        return "\(date) \(time) \(zone) \(offset == 0 ? "UTC" : zone)"
    }

    private func padded(_ value: Int, _ width: Int = 2) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

/// Reads the parts of a timestamp off a text.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// A number of so many digits; no more are taken, even if they follow.
    mutating func number(_ width: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(width.upperBound).prefix { 0x30...0x39 ~= $0 }
        guard digits.count >= width.lowerBound else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    mutating func fraction() -> String {
        guard rest.first == UInt8(ascii: ".") else { return "" }
        var digits = rest.dropFirst().prefix { 0x30...0x39 ~= $0 }
        guard !digits.isEmpty else { return "" }
        rest = rest.dropFirst(digits.count + 1)
        digits = digits.prefix(9)
        while digits.last == UInt8(ascii: "0") { digits = digits.dropLast() }
        return String(decoding: digits, as: UTF8.self)
    }

    mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard take("-") || take("+"), let hours = number(2...2), take(":"), let minutes = number(2...2),
            hours <= 24, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (isWest ? -1 : 1)
    }
}
