internal import Numbers

/// The digits of a number, rounded to ten.
struct DecimalDigits {
    private let text: String

    init(_ number: Number) {
        text = number.description
    }

    /// `1.5`, `-20`, `1e+20`: with an exponent where the number has more than ten digits, or starts far behind the point.
    var tenDigits: String {
        let isNegative = text.hasPrefix("-")
        let plain = isNegative ? text.dropFirst() : text[...]
        let whole = plain.prefix { $0 != "." }
        guard whole.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return text }
        var digits = (whole + plain.dropFirst(whole.count + 1)).utf8.map { Int($0) - 48 }
        var point = whole.count
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        point -= zeros
        round(&digits, &point)
        while digits.last == 0 { digits.removeLast() }
        guard !digits.isEmpty else { return "0" }
        return (isNegative ? "-" : "") + Self.written(digits, point)
    }

    private func round(_ digits: inout [Int], _ point: inout Int) {
        guard digits.count > 10 else { return }
        let isUp = digits[10] >= 5
        digits.removeLast(digits.count - 10)
        guard isUp else { return }
        var place = 9
        while place >= 0, digits[place] == 9 {
            digits[place] = 0
            place -= 1
        }
        if place >= 0 {
            digits[place] += 1
        } else {
            digits.insert(1, at: 0)
            point += 1
        }
    }

    private static func written(_ digits: [Int], _ point: Int) -> String {
        let text = digits.map(String.init).joined()
        let exponent = point - 1
        if exponent < -4 || exponent >= max(10, digits.count >= point ? digits.count : 10) {
            let rest = text.dropFirst().isEmpty ? "" : ".\(text.dropFirst())"
            let size = exponent.magnitude
            return "\(text.prefix(1))\(rest)e\(exponent < 0 ? "-" : "+")\(size < 10 ? "0" : "")\(size)"
        }
        if point <= 0 { return "0." + String(repeating: "0", count: -point) + text }
        if point >= digits.count { return text + String(repeating: "0", count: point - digits.count) }
        return "\(text.prefix(point)).\(text.dropFirst(point))"
    }
}
