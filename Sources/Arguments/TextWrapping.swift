/// Breaks text into lines at its spaces. A word that is too long has a line to itself and sticks out of it.
enum TextWrapping {
    /// An empty line parts paragraphs, which are filled; a line that begins with a space stays as it is.
    static func lines(of text: String, width: Int) -> [String] {
        var lines: [String] = []
        var words: [String] = []
        func endParagraph() {
            lines += self.lines(of: words, width: width)
            words = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty || line.hasPrefix(" ") {
                endParagraph()
                if !(line.isEmpty && lines.isEmpty) { lines.append(String(line)) }
            } else {
                words += line.split(separator: " ").map(String.init)
            }
        }
        endParagraph()
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    static func lines(of words: [String], width: Int) -> [String] {
        var lines: [String] = []
        var length = 0
        for word in words {
            let room = word.count
            if let last = lines.indices.last, length + 1 + room <= width {
                lines[last] += " " + word
                length += 1 + room
            } else {
                lines.append(word)
                length = room
            }
        }
        return lines
    }
}
