/// Puts what Go understands, and this RE2 does not, into its words: `(?<name>…)`, and the classes of Unicode under their
/// long names and in any case. What RE2 alone understands (`\C`, a single byte) is refused.
struct Dialect {
    private var rest: Substring
    private var output = ""
    private var depth = 0

    /// How deep groups may be in each other.
    private static let depthLimit = 1000

    init(_ pattern: String) {
        rest = Substring(pattern)
    }

    consuming func translated() throws(PatternFault) -> String {
        while let next = rest.unicodeScalars.first {
            switch next {
            case "\\": try escape(inClass: false)
            case "[": try characterClass()
            case "(": try openGroup()
            case ")": closeGroup()
            default: copy(1)
            }
        }
        return output
    }

    /// Takes so many scalars as they are.
    private mutating func copy(_ count: Int) {
        let taken = rest.unicodeScalars.prefix(count)
        output.unicodeScalars += taken
        rest = rest[taken.endIndex...]
    }

    /// Whether `text` comes next; scalar by scalar, for an accent that follows belongs to the pattern as well.
    private func begins(with text: String) -> Bool {
        rest.unicodeScalars.starts(with: text.unicodeScalars)
    }

    private mutating func closeGroup() {
        depth -= 1
        copy(1)
    }

    private mutating func openGroup() throws(PatternFault) {
        depth += 1
        guard depth <= Self.depthLimit else { throw .tooLarge }
        let isLookBehind = begins(with: "(?<=") || begins(with: "(?<!")
        guard begins(with: "(?<") || begins(with: "(?P<"), !isLookBehind else { return copy(1) }
        rest.unicodeScalars.removeFirst(begins(with: "(?P<") ? 4 : 3)
        let name = rest.unicodeScalars.prefix(while: Self.mayBeInName)
        guard !name.isEmpty, rest[name.endIndex...].unicodeScalars.first == ">" else {
            throw .syntax(.groupName, part: String(rest.unicodeScalars.prefix { $0 != ">" && $0 != ")" }))
        }
        output += "(?P<"
    }

    private static func mayBeInName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }

    private mutating func escape(inClass: Bool) throws(PatternFault) {
        if begins(with: "\\C") { throw .syntax(.escape, part: "\\C") }
        if begins(with: "\\p{") || begins(with: "\\P{") { return unicodeClass(inClass: inClass) }
        if !inClass, begins(with: "\\Q") { return quotation() }
        copy(2)
    }

    /// `\Q…\E` is taken literally; without its end, to that of the pattern.
    private mutating func quotation() {
        while !rest.isEmpty, !begins(with: "\\E") { copy(1) }
        copy(2)
    }

    private mutating func characterClass() throws(PatternFault) {
        copy(begins(with: "[^") ? 2 : 1)
        if begins(with: "]") { copy(1) }
        while let next = rest.unicodeScalars.first {
            switch next {
            case "]": return copy(1)
            case "\\": try escape(inClass: true)
            case "[" where begins(with: "[:"): copy(2)
            default: copy(1)
            }
        }
    }

    private mutating func unicodeClass(inClass: Bool) {
        let scalars = rest.unicodeScalars
        guard let end = scalars.firstIndex(of: "}") else { return copy(2) }
        var name = String(scalars[scalars.index(scalars.startIndex, offsetBy: 3)..<end])
        var isNegated = begins(with: "\\P")
        if name.hasPrefix("^") {
            name.removeFirst()
            isNegated.toggle()
        }
        output += UnicodeClass(name).written(isNegated: isNegated, inClass: inClass)
        rest = rest[scalars.index(after: end)...]
    }
}
