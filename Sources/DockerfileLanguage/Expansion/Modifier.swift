/// What is done with a variable's value: the sign after its name, as in `${x:-word}`.
enum Modifier {
    /// `}` comes at once.
    case none
    /// `-`, `+` or `?`; after a colon an empty value counts as none.
    case choice(Choice, refusesEmpty: Bool)
    /// `#` or `%`, which may come doubled.
    case trimming(WordEnd)
    /// `/`, which may come doubled.
    case replacing
    /// Any other sign after a colon.
    case unknown

    enum Choice: UInt8 {
        case valueOrWord = 0x2d
        case wordIfValue = 0x2b
        case valueOrFault = 0x3f
    }

    enum WordEnd: UInt8 {
        case start = 0x23
        case end = 0x25
    }

    init?(_ text: ArraySlice<UInt8>) {
        guard let last = text.last else { return nil }
        let hasColon = text.first == UInt8(ascii: ":")
        if let choice = Choice(rawValue: last) {
            self = .choice(choice, refusesEmpty: hasColon)
        } else if !hasColon, let end = WordEnd(rawValue: last) {
            self = .trimming(end)
        } else if !hasColon, last == UInt8(ascii: "}") {
            self = .none
        } else if !hasColon, last == UInt8(ascii: "/") {
            self = .replacing
        } else if hasColon, WordEnd(rawValue: last) == nil {
            self = .unknown
        } else {
            return nil
        }
    }
}
