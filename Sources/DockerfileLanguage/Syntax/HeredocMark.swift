/// What announces a heredoc: `<<EOF`, `<<-"EOF"`, `3<<EOF`.
struct HeredocMark {
    let name: String
    /// Whether no part of the name is quoted.
    let expands: Bool
    /// Whether it is `<<-`.
    let chomps: Bool

    /// Nil for a word that announces none.
    init?(_ word: [Unicode.Scalar]) throws(ShellWords.Fault) {
        var rest = word.drop { "0"..."9" ~= $0 }
        guard rest.starts(with: ["<", "<"]) else { return nil }
        rest = rest.dropFirst(2)
        chomps = rest.first == "-"
        if chomps { rest = rest.dropFirst() }
        let name = Array(rest.drop { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\u{c}" })
        guard !name.isEmpty, !name.contains("<") else { return nil }
        var bare = ShellWords(name, keepsQuotes: false, keepsEscapes: false)
        let words = try bare.divide()
        guard words.count == 1 else { return nil }
        var quoted = ShellWords(name, keepsQuotes: true, keepsEscapes: false)
        let quotedWords = try quoted.divide()
        guard quotedWords.count == 1 else { throw ShellWords.Fault() }
        expands = Self.quotes(words[0]) == Self.quotes(quotedWords[0])
        self.name = String(String.UnicodeScalarView(words[0].scalars))
    }

    /// As one word of several that blanks part, which may be no word to a shell.
    init?(_ word: String) {
        guard word.utf8.contains(UInt8(ascii: "<")), let mark = try? HeredocMark(Array(word.unicodeScalars)) else {
            return nil
        }
        self = mark
    }

    private static func quotes(_ word: ShellWords.Word) -> Int {
        word.scalars.count { $0 == "'" || $0 == "\"" }
    }
}
