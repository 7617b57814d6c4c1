/// A pattern of `${x#pattern}` and its like: `*` stands for any text within a line, `?` for one character.
struct Wildcards {
    /// What stands between the stars, in bytes; `one` is for a question mark.
    private(set) var segments: [[UInt16]] = [[]]

    static let one: UInt16 = 256

    /// A backslash takes the meaning from a star, a question mark and another backslash. One before a brace or a slash
    /// was needed only to get these into the pattern.
    init(_ pattern: [UInt8]) throws(ExpansionFault) {
        var place = 0
        while place < pattern.count {
            switch pattern[place] {
            case UInt8(ascii: "*"): endSegment()
            case UInt8(ascii: "?"): append(Self.one)
            case UInt8(ascii: "\\"):
                place += 1
                append(UInt16(try Self.escaped(place, in: pattern)))
            case let byte: append(UInt16(byte))
            }
            place += 1
        }
    }

    private static func escaped(_ place: Int, in pattern: [UInt8]) throws(ExpansionFault) -> UInt8 {
        guard place < pattern.count else {
            throw .badEscape("\\", pattern: String(decoding: pattern, as: UTF8.self))
        }
        switch pattern[place] {
        case UInt8(ascii: "}"), UInt8(ascii: "/"): return pattern[place]
        case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "\\"): return pattern[place]
        default:
            let end = place + Character32(pattern, at: place).length
            throw .badEscape(
                String(decoding: pattern[(place - 1)..<end], as: UTF8.self),
                pattern: String(decoding: pattern, as: UTF8.self))
        }
    }

    /// Several stars in a row are as good as one.
    private mutating func endSegment() {
        if segments.count == 1 || segments.last?.isEmpty == false { segments.append([]) }
    }

    private mutating func append(_ element: UInt16) {
        segments[segments.count - 1].append(element)
    }

    /// The pattern for a text that is written backwards.
    var reversed: Wildcards {
        var reversed = self
        reversed.segments = segments.reversed().map { $0.reversed() }
        return reversed
    }
}
