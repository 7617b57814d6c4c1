internal import Values

/// Reads one word from its first byte to its last, and writes what becomes of it.
struct WordReader {
    let settings: Expander
    let variables: Variables
    let bytes: [UInt8]
    var place = 0
    /// What may still be added to the word.
    var room = Expander.growthLimit
    /// What may still be done to find patterns in values.
    var labour = Expander.labourLimit
    var depth = 0
    /// Whether escapes are left to whoever reads the text next, as in patterns.
    var keepsEscapes: Bool
    var matched: Set<ExactText> = []
    var unmatched: Set<ExactText> = []
    /// The words on the outside, where somebody wants them.
    var words: WordList?

    init(_ word: String, _ settings: Expander, _ variables: Variables) {
        self.settings = settings
        self.variables = variables
        bytes = Array(word.utf8)
        keepsEscapes = settings.keepsEscapes
    }

    /// What was done so far of what may be done.
    var effort: Int { Expander.growthLimit - room + Expander.labourLimit - labour }

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func whole() throws(ExpansionFault) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        while place < bytes.count { try readPiece(into: &text) }
        return text
    }

    /// What stands before `end`, which is passed over too; nil where it does not come.
    mutating func text(upTo end: UInt8, keepingEscapes: Bool) throws(ExpansionFault) -> [UInt8]? {
        let (outerWords, outerKeeps) = (words, keepsEscapes)
        words = nil
        keepsEscapes = keepingEscapes
        var text: [UInt8] = []
        while let byte = next, byte != end { try readPiece(into: &text) }
        guard next != nil else { return nil }
        place += 1
        (words, keepsEscapes) = (outerWords, outerKeeps)
        return text
    }

    private mutating func readPiece(into text: inout [UInt8]) throws(ExpansionFault) {
        let start = text.count
        switch bytes[place] {
        case .dollar:
            text += try substitution()
            words?.add(text[start...])
        case settings.escape:
            readEscape(into: &text)
            words?.add(quoted: text[start...])
        case .singleQuote where settings.removesQuotes:
            try readSingleQuoted(into: &text)
            words?.add(quoted: text[start...])
        case .doubleQuote where settings.removesQuotes:
            try readDoubleQuoted(into: &text)
            words?.add(quoted: text[start...])
        case UInt8(ascii: "<"):
            readLessThan(into: &text)
            words?.add(quoted: text[start...])
        default:
            readPlain(into: &text)
            words?.add(text[start...])
        }
    }

    /// Up to a byte that may have a meaning, here or as an end.
    private mutating func readPlain(into text: inout [UInt8]) {
        let start = place
        place += 1
        while place < bytes.count, !isMark(bytes[place]) { place += 1 }
        text += bytes[start..<place]
    }

    private func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case .dollar, .singleQuote, .doubleQuote, UInt8(ascii: "<"), UInt8(ascii: "}"), UInt8(ascii: "/"): true
        default: byte == settings.escape
        }
    }

    /// The character after the escape, whatever it is. At the very end there is none.
    private mutating func readEscape(into text: inout [UInt8]) {
        if keepsEscapes { text.append(settings.escape) }
        place += 1
        if place < bytes.count { readCharacter(into: &text) }
    }

    private mutating func readCharacter(into text: inout [UInt8]) {
        let end = place + Character32(bytes, at: place).length
        text += bytes[place..<end]
        place = end
    }

    /// Blanks after `<<` belong to the word: what follows may be the name of a heredoc.
    private mutating func readLessThan(into text: inout [UInt8]) {
        let start = place
        place += 1
        if next == UInt8(ascii: "<") {
            place += 1
            while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
            {
                place += 1
            }
        }
        text += bytes[start..<place]
    }

    private mutating func readSingleQuoted(into text: inout [UInt8]) throws(ExpansionFault) {
        guard let end = bytes[(place + 1)...].firstIndex(of: .singleQuote) else { throw .openQuote("'") }
        text += settings.keepsQuotes ? bytes[place...end] : bytes[(place + 1)..<end]
        place = end + 1
    }

    private mutating func readDoubleQuoted(into text: inout [UInt8]) throws(ExpansionFault) {
        place += 1
        if settings.keepsQuotes { text.append(.doubleQuote) }
        while let byte = next, byte != .doubleQuote {
            switch byte {
            case .dollar: text += try substitution()
            case settings.escape: readQuotedEscape(into: &text)
            default: readCharacter(into: &text)
            }
        }
        guard next != nil else { throw .openQuote("\"") }
        place += 1
        if settings.keepsQuotes { text.append(.doubleQuote) }
    }

    /// Only before a quote, a dollar sign and another escape is an escape one. Elsewhere it is text, and kept escapes
    /// are doubled then, so that it stays text.
    private mutating func readQuotedEscape(into text: inout [UInt8]) {
        if keepsEscapes { text.append(settings.escape) }
        place += 1
        guard let byte = next else { return }
        if byte == .doubleQuote || byte == .dollar || byte == settings.escape {
            text.append(byte)
            place += 1
        } else {
            text.append(settings.escape)
        }
    }
}
