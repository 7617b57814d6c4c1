/// Reads headers as RFC 9110 has them (11.6.1), and as servers write them all the same: values without quotes that need some,
/// commas too many or too few, an end before its time.
struct ChallengeParser {
    private let bytes: [UInt8]
    private var place = 0
    private var found: [Challenge] = []

    /// No registry says more. What goes beyond is not looked at.
    private static let longest = 16 << 10
    private static let most = 32

    init(_ header: String) {
        bytes = Array(header.utf8.prefix(Self.longest))
    }

    mutating func challenges() -> [Challenge] {
        while let word = nextWord(), found.count <= Self.most {
            skipBlanks()
            if !found.isEmpty, next == UInt8(ascii: "="), Self.isName(word) {
                place += 1
                skipBlanks()
                let name = word.lowercased()
                let value = value()
                // Of two values the first counts: a later one cannot take its place.
                if found[found.count - 1][name] == nil { found[found.count - 1].parameters[name] = value }
            } else if Self.isName(word) {
                found.append(Challenge(scheme: word.lowercased()))
            }
        }
        return found
    }

    /// What comes up to a blank, a comma or an equals sign, which may be nothing; nil at the end.
    private mutating func nextWord() -> String? {
        while let next, Self.isBlank(next) || next == UInt8(ascii: ",") { place += 1 }
        guard next != nil else { return nil }
        let start = place
        while let next, !Self.isBlank(next), next != UInt8(ascii: ","), next != UInt8(ascii: "=") { place += 1 }
        // An equals sign that nothing comes before, such as the padding of a bare token.
        if place == start { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func value() -> String {
        guard next == UInt8(ascii: "\"") else {
            let start = place
            while let next, !Self.isBlank(next), next != UInt8(ascii: ",") { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }
        place += 1
        var value: [UInt8] = []
        while let byte = next {
            place += 1
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\"), let escaped = next {
                value.append(escaped)
                place += 1
            } else {
                value.append(byte)
            }
        }
        return String(decoding: value, as: UTF8.self)
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let next, Self.isBlank(next) { place += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isName(_ word: String) -> Bool {
        !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
