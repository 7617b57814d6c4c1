internal import Values

/// Tells what a scalar is: by its tag if it has one, otherwise by its looks.
///
/// The rules are those of YAML 1.2's core schema, and of 1.1 where people still count on it: `017` and `0b11` are whole
/// numbers, underscores part digits, dates are timestamps. But `yes`, `no`, `on` and `off` are strings.
enum ScalarReader {
    /// Nil when `tag` cannot be had of the text.
    static func read(_ text: String, tag: String?, isPlain: Bool) -> YAMLNode.Content? {
        switch tag {
        case nil: isPlain ? resolve(text) : .string(text)
        case "!!str": .string(text)
        case "!!null", "!!bool", "!!int", "!!float", "!!timestamp": converted(resolve(text), to: tag)
        case "!!binary": Base64.decode(text).map { .string(String(decoding: $0, as: UTF8.self)) }
        default: .string(text)
        }
    }

    private static func converted(_ content: YAMLNode.Content, to tag: String?) -> YAMLNode.Content? {
        switch (content, tag) {
        case (.null, "!!null"), (.bool, "!!bool"), (.integer, "!!int"), (.unsigned, "!!int"), (.float, "!!float"),
            (.timestamp, "!!timestamp"):
            content
        case (.integer(let value), "!!float"): .float(Double(value))
        default: nil
        }
    }

    private static func resolve(_ text: String) -> YAMLNode.Content {
        if let word = words[text] { return word }
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "."): return float(text).map { .float($0) } ?? .string(text)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            return YAMLTimestamp(text).map { .timestamp($0) } ?? number(text.filter { $0 != "_" }) ?? .string(text)
        default: return .string(text)
        }
    }

    private static let words: [String: YAMLNode.Content] = [
        "": .null, "~": .null, "null": .null, "Null": .null, "NULL": .null,
        "true": .bool(true), "True": .bool(true), "TRUE": .bool(true),
        "false": .bool(false), "False": .bool(false), "FALSE": .bool(false),
        ".nan": .float(.nan), ".NaN": .float(.nan), ".NAN": .float(.nan),
        ".inf": .float(.infinity), ".Inf": .float(.infinity), ".INF": .float(.infinity),
        "+.inf": .float(.infinity), "+.Inf": .float(.infinity), "+.INF": .float(.infinity),
        "-.inf": .float(-.infinity), "-.Inf": .float(-.infinity), "-.INF": .float(-.infinity),
        "-0": .float(-0.0), "-0.0": .float(-0.0),
    ]

    private static func number(_ text: String) -> YAMLNode.Content? {
        let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
        let (digits, radix) = base(isSigned ? text.dropFirst() : text[...])
        // The standard library would take a second sign.
        if let first = digits.first, first != "+", first != "-" {
            if let value = Int((text.hasPrefix("-") ? "-" : "") + digits, radix: radix) { return .integer(value) }
            if !isSigned, let value = UInt64(digits, radix: radix) { return .unsigned(value) }
        }
        return float(text).map { .float($0) }
    }

    private static func base(_ digits: Substring) -> (Substring, radix: Int) {
        guard digits.hasPrefix("0"), digits.count > 1 else { return (digits, 10) }
        switch digits.prefix(2) {
        case "0x", "0X": return (digits.dropFirst(2), 16)
        case "0o", "0O": return (digits.dropFirst(2), 8)
        case "0b", "0B": return (digits.dropFirst(2), 2)
        default: return (digits.dropFirst(), 8)
        }
    }

    /// `-1.5e3`, `.5`, `3.`; nothing that is not finite, no hexadecimal digits.
    private static func float(_ text: String) -> Double? {
        var rest = text.utf8[...]
        func skipSign() { if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() } }
        func skipDigits() -> Int {
            let digits = rest.prefix { 0x30...0x39 ~= $0 }
            rest = rest.dropFirst(digits.count)
            return digits.count
        }
        skipSign()
        let whole = skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard skipDigits() + whole > 0 else { return nil }
        } else if whole == 0 {
            return nil
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            skipSign()
            guard skipDigits() > 0 else { return nil }
        }
        guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
