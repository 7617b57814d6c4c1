/// One place for a value in a format, and how it is to be written.
struct FormatVerb {
    enum Kind {
        /// However it is best written: `%v`.
        case value
        case string
        /// A string as JSON: `%q`.
        case quoted
        case bool
        case integer(base: Int, isUpper: Bool)
        case scientific(isUpper: Bool)
        case fixed
        case general(isUpper: Bool)
    }

    struct Flags: OptionSet {
        let rawValue: Int

        static let zero = Flags(rawValue: 1)
        static let sharp = Flags(rawValue: 2)
        static let plus = Flags(rawValue: 4)
        static let minus = Flags(rawValue: 8)
        static let space = Flags(rawValue: 16)
    }

    /// Its place among the values.
    var value: Int
    var kind = Kind.value
    var flags: Flags = []
    var width: Int?
    var precision: Int?
    /// As it was written.
    var text = ""

    init(value: Int) {
        self.value = value
    }
}

extension FormatVerb.Kind {
    init?(_ letter: UInt8) {
        switch Unicode.Scalar(letter) {
        case "v": self = .value
        case "s": self = .string
        case "q": self = .quoted
        case "t": self = .bool
        case "b": self = .integer(base: 2, isUpper: false)
        case "o": self = .integer(base: 8, isUpper: false)
        case "d": self = .integer(base: 10, isUpper: false)
        case "x": self = .integer(base: 16, isUpper: false)
        case "X": self = .integer(base: 16, isUpper: true)
        case "e": self = .scientific(isUpper: false)
        case "E": self = .scientific(isUpper: true)
        case "f": self = .fixed
        case "g": self = .general(isUpper: false)
        case "G": self = .general(isUpper: true)
        default: return nil
        }
    }
}

extension FormatVerb.Flags {
    init?(_ byte: UInt8) {
        switch Unicode.Scalar(byte) {
        case "0": self = .zero
        case "#": self = .sharp
        case "+": self = .plus
        case "-": self = .minus
        case " ": self = .space
        default: return nil
        }
    }
}
