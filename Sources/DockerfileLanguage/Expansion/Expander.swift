package import Values

/// Replaces variables in words, and removes quotes and escapes, as a shell does.
///
/// A word that is lengthened by more than `growthLimit`, or has substitutions within more than `depthLimit` others, is
/// refused, so that no few lines can ask for all the memory there is.
package struct Expander: Sendable {
    package var escape = UInt8(ascii: "\\")
    /// Whether quotes are syntax, and removed. In heredocs they are text.
    package var removesQuotes = true
    /// Whether quotes stay although they are syntax. (For names of steps.)
    package var keepsQuotes = false
    /// Whether a variable without a value stays as it is written. (For names of steps.)
    package var keepsUnset = false
    /// Whether what takes the meaning from a character stays beside it. (To find heredocs in a line.)
    package var keepsEscapes = false

    package static let growthLimit = 16 << 20
    package static let depthLimit = 100
    /// How many comparisons may be made for one word to find patterns in values.
    static let labourLimit = 1 << 24

    package struct Result: Equatable, Sendable {
        package var text: String
        /// The variables that were asked for and have a value, and those that have none.
        package var matched: Set<ExactText> = []
        package var unmatched: Set<ExactText> = []
        /// How much work it was, roughly in bytes, beyond reading the word. Whoever expands very many words can set a
        /// limit to the sum.
        package var effort = 0

        package init(text: String, matched: Set<ExactText> = [], unmatched: Set<ExactText> = [], effort: Int = 0) {
            self.text = text
            self.matched = matched
            self.unmatched = unmatched
            self.effort = effort
        }
    }

    package init(escape: UInt8 = UInt8(ascii: "\\")) {
        self.escape = escape
    }

    package func expand(_ word: String, _ variables: Variables) throws(ExpansionFault) -> Result {
        if isPlain(word) { return Result(text: word) }
        var reader = WordReader(word, self, variables)
        let text = try reader.whole()
        return Result(
            text: String(decoding: text, as: UTF8.self), matched: reader.matched, unmatched: reader.unmatched,
            effort: reader.effort)
    }

    /// The words that one becomes, where a variable may hold several: those between blanks that are neither quoted nor
    /// escaped. None is empty.
    package func words(_ word: String, _ variables: Variables) throws(ExpansionFault) -> [String] {
        var reader = WordReader(word, self, variables)
        reader.words = WordList()
        _ = try reader.whole()
        return reader.words?.all ?? []
    }

    /// Whether nothing in the word means anything.
    private func isPlain(_ word: String) -> Bool {
        let escape = escape
        let holdsMeaning = word.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.contains { $0 == escape || $0 == .dollar || $0 == .singleQuote || $0 == .doubleQuote }
        }
        return holdsMeaning == false
    }
}

extension UInt8 {
    static let dollar = UInt8(ascii: "$")
    static let singleQuote = UInt8(ascii: "'")
    static let doubleQuote = UInt8(ascii: "\"")
}
