/// A text in double quotes, with a shell's escapes: `\n`, `\"`, `\0123`. An escaped dollar stays one, and begins no
/// variable.
struct EscapedText {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    var resolved: String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var output = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let first = rest.popFirst() {
            guard first == "\\", let next = rest.first else {
                output.append(first)
                continue
            }
            if next == "$" {
                output += "$$".unicodeScalars
                rest = rest.dropFirst()
            } else if let plain = Self.escapes[next] {
                output.append(plain)
                rest = rest.dropFirst()
            } else if let (scalar, length) = Self.octal(rest) {
                output.append(scalar)
                rest = rest.dropFirst(length)
            } else {
                output.append(first)
                // Without three digits behind it, the zero goes and the backslash stays.
                if next == "0" { rest = rest.dropFirst() }
            }
        }
        return String(output)
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{b}", "\"": "\"",
        "\\": "\\",
    ]

    /// A zero and three octal digits.
    private static func octal(_ text: Substring.UnicodeScalarView) -> (Unicode.Scalar, length: Int)? {
        let digits = String(text.prefix(4))
        guard digits.hasPrefix("0"), digits.utf8.count == 4, digits.utf8.allSatisfy({ 0x30...0x37 ~= $0 }),
            let code = UInt8(digits, radix: 8)
        else { return nil }
        return (Unicode.Scalar(code), 4)
    }
}
