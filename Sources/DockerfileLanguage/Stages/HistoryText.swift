internal import OCI

/// How the history of an image writes what was given to an instruction: as Go prints values.
enum HistoryText {
    /// `["a" "b"]`
    static func quoted(_ words: [String]) -> String {
        "[" + words.map(quoted).joined(separator: " ") + "]"
    }

    /// `[a b]`
    static func list(_ words: [String]) -> String {
        "[" + words.joined(separator: " ") + "]"
    }

    static func health(_ check: Healthcheck) -> String {
        "{Test:\(list(check.test)) Interval:\(duration(check.interval)) Timeout:\(duration(check.timeout)) "
            + "StartPeriod:\(duration(check.startPeriod)) StartInterval:\(duration(check.startInterval)) "
            + "Retries:\(check.retries)}"
    }

    static func quoted(_ word: String) -> String {
        var text = "\""
        for scalar in word.unicodeScalars { text += escaped(scalar) }
        return text + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\u{7}": "\\a"
        case "\u{8}": "\\b"
        case "\u{c}": "\\f"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\u{b}": "\\v"
        case " "..."~": String(scalar)
        case _ where scalar.value < 0x20 || scalar.value == 0x7f: "\\x" + hex(scalar, 2)
        case _ where isPrintable(scalar): String(scalar)
        case _ where scalar.value < 0x10000: "\\u" + hex(scalar, 4)
        default: "\\U" + hex(scalar, 8)
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }

    private static func hex(_ scalar: Unicode.Scalar, _ digits: Int) -> String {
        let text = String(scalar.value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// `1h2m3.5s`, `1.5ms`, `0s`
    static func duration(_ nanoseconds: Int64) -> String {
        let sign = nanoseconds < 0 ? "-" : ""
        let all = nanoseconds.magnitude
        switch all {
        case 0: return "0s"
        case ..<1000: return "\(sign)\(all)ns"
        case ..<1_000_000: return sign + fraction(all, 1000) + "µs"
        case ..<1_000_000_000: return sign + fraction(all, 1_000_000) + "ms"
        default: break
        }
        let second: UInt64 = 1_000_000_000
        let (minutes, rest) = (all / (60 * second), all % (60 * second))
        let hours = minutes >= 60 ? "\(minutes / 60)h" : ""
        let minute = minutes > 0 ? "\(minutes % 60)m" : ""
        return sign + hours + minute + fraction(rest, second) + "s"
    }

    private static func fraction(_ value: UInt64, _ unit: UInt64) -> String {
        let rest = value % unit
        guard rest > 0 else { return "\(value / unit)" }
        var digits = String(rest + unit).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(value / unit).\(digits)"
    }
}
