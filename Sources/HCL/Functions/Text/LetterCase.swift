/// Letters in upper, lower and title case, each by itself: what would become two letters stays as it is, so `ß` has no
/// upper case here.
enum LetterCase {
    static func upper(_ text: String) -> String {
        map(text, upper)
    }

    static func lower(_ text: String) -> String {
        map(text, lower)
    }

    /// Words begin with a letter in title case; what follows is left alone.
    static func title(_ text: String) -> String {
        var before: Unicode.Scalar = " "
        return map(text) { scalar in
            defer { before = scalar }
            return separatesWords(before) ? title(scalar) : scalar
        }
    }

    private static func map(_ text: String, _ change: (Unicode.Scalar) -> Unicode.Scalar) -> String {
        var changed = String.UnicodeScalarView()
        changed.append(contentsOf: text.unicodeScalars.lazy.map(change))
        return String(changed)
    }

    private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        // Greek letters with a iota below have two capitals: one for a word in capitals, that is two letters, and one.
        scalar.isASCII ? otherCase(scalar, of: "a"..."z") : single(scalar.properties.uppercaseMapping) ?? title(scalar)
    }

    private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return otherCase(scalar, of: "A"..."Z") }
        // The Turkish capital that has a dot loses it.
        return single(scalar.properties.lowercaseMapping) ?? (scalar == "\u{130}" ? "i" : scalar)
    }

    /// Looking a mapping up makes a string, which takes seconds for a text of megabytes.
    private static func otherCase(_ scalar: Unicode.Scalar, of letters: ClosedRange<Unicode.Scalar>) -> Unicode.Scalar {
        letters.contains(scalar) ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) ^ 0x20) : scalar
    }

    private static func title(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        single(scalar.properties.titlecaseMapping) ?? scalar
    }

    private static func single(_ text: String) -> Unicode.Scalar? {
        let scalars = text.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }

    private static func separatesWords(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return !isLetterOrDigit(scalar) && scalar != "_" }
        return !isLetterOrDigit(scalar) && scalar.properties.isWhitespace
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: false
        }
    }
}
