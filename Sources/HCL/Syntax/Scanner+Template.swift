/// What is special in the text of a template.
extension Scanner {
    /// `$` or `%` that begins nothing, or `$${` and `%%{`, which stand for one less; each is a piece by itself.
    func doubled(at offset: Int) -> (String, end: Int)? {
        let byte = text[offset]
        guard byte == Byte.dollar || byte == Byte.percent else { return nil }
        let sign = byte == Byte.dollar ? "$" : "%"
        guard text[offset + 1] == byte, text[offset + 2] == Byte.openBrace else { return (sign, offset + 1) }
        return (sign + "{", offset + 3)
    }

    /// A line with its newline, or what of it comes before something special; nil when it is not UTF-8.
    func lineOfTemplate(from start: Int) -> (String?, end: Int) {
        if let (sign, end) = doubled(at: start) { return (sign, end) }
        var end = start
        while !text.isAtEnd(end) {
            let byte = text.bytes[end]
            if byte == Byte.dollar || byte == Byte.percent { break }
            end += 1
            if byte == Byte.newline { break }
        }
        return (text.string(start, end), end)
    }

    /// The word that ends a heredoc.
    func marker(_ opener: Token) -> Token {
        let start = opener.start + (opener.kind == .flushHeredoc ? 3 : 2)
        return Token(kind: .identifier, start: start, end: endOfIdentifier(from: start))
    }

    /// Where the line at `offset` ends, before its newline, if it holds the marker alone. As in HCL the newline must be
    /// there, even in the last line of a file.
    func endOfMarker(_ marker: Token, at offset: Int) -> Int? {
        var start = offset
        while text[start] == Byte.space || text[start] == Byte.tab { start += 1 }
        let word = text.bytes[marker.start..<marker.end]
        let end = start + word.count
        guard end <= text.range.upperBound, text.bytes[start..<end].elementsEqual(word) else { return nil }
        var newline = end
        while text[newline] == Byte.space || text[newline] == Byte.tab { newline += 1 }
        return lengthOfNewline(at: newline) == nil ? nil : newline
    }

    /// Where what was meant as a heredoc ends, with quotes around its word or blanks behind it; nil when it does not.
    func endOfHeredocLike(at start: Int) -> Int? {
        var word = start + 2
        while [Byte.minus, Byte.quote, Byte.space, UInt8(ascii: "'")].contains(text[word]) { word += 1 }
        let marker = Token(kind: .identifier, start: word, end: endOfIdentifier(from: word))
        if marker.end == word { return nil }
        return endOfLines(from: endOfLine(from: word) + 1, before: marker)
    }

    /// Where the heredoc ends, looking for its marker alone.
    func endOfHeredoc(_ opener: Token) -> Int? {
        endOfLines(from: opener.end, before: marker(opener))
    }

    private func endOfLines(from start: Int, before marker: Token) -> Int? {
        var line = start
        while !text.isAtEnd(line) {
            if let end = endOfMarker(marker, at: line) { return end }
            while !text.isAtEnd(line), text.bytes[line] != Byte.newline { line += 1 }
            line += 1
        }
        return nil
    }
}
