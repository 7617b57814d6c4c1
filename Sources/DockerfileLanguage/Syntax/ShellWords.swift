/// Divides a line into words as a shell would that knows no variable, to find heredocs in it.
///
/// Variables stay as they are written, `${x:-word}` too, but what stands in them counts: a quote without its other half
/// anywhere means that the line cannot be divided.
struct ShellWords {
    struct Word {
        var scalars: [Unicode.Scalar] = []
        /// Of its first scalar, in the line.
        var start = 0
    }

    /// The line cannot be divided.
    struct Fault: Error {}

    let line: [Unicode.Scalar]
    /// Whether quotes stay; they join what they hold all the same.
    let keepsQuotes: Bool
    /// Whether what takes the meaning from a quote stays.
    var keepsEscapes: Bool
    var place = 0
    var depth = 0
    var word = Word()
    private var words: [Word] = []

    init(_ line: [Unicode.Scalar], keepsQuotes: Bool, keepsEscapes: Bool) {
        self.line = line.first == "\u{feff}" ? Array(line.dropFirst()) : line
        self.keepsQuotes = keepsQuotes
        self.keepsEscapes = keepsEscapes
    }

    mutating func divide() throws(Fault) -> [Word] {
        while let scalar = peek {
            let start = place
            switch scalar {
            case "$":
                var text: [Unicode.Scalar] = []
                try variable(into: &text)
                for scalar in text { add(scalar, start) }
            case "<", "'", "\"":
                var text: [Unicode.Scalar] = []
                try special(scalar, into: &text)
                addWhole(text, start)
            case "\\":
                place += 1
                if keepsEscapes { addWhole(CollectionOfOne("\\"), start) }
                guard let next = peek else { break }
                place += 1
                addWhole(CollectionOfOne(next), start)
            default:
                place += 1
                add(scalar, start)
            }
        }
        endWord()
        return words
    }

    var peek: Unicode.Scalar? { place < line.count ? line[place] : nil }

    private mutating func add(_ scalar: Unicode.Scalar, _ start: Int) {
        let isSpace = scalar.isASCII ? UInt8(ascii: scalar).isSpace : scalar.properties.isWhitespace
        if isSpace { endWord() } else { addWhole(CollectionOfOne(scalar), start) }
    }

    private mutating func addWhole(_ scalars: some Collection<Unicode.Scalar>, _ start: Int) {
        if word.scalars.isEmpty { word.start = start }
        word.scalars += scalars
    }

    private mutating func endWord() {
        guard !word.scalars.isEmpty else { return }
        words.append(word)
        word = Word()
    }
}

// Each of these passes over what it is named for, and adds to a text what remains of it.
extension ShellWords {
    mutating func special(_ scalar: Unicode.Scalar, into text: inout [Unicode.Scalar]) throws(Fault) {
        switch scalar {
        case "<": redirection(into: &text)
        case "'": try singleQuoted(into: &text)
        default: try doubleQuoted(into: &text)
        }
    }

    /// The blanks behind `<<` belong to it.
    private mutating func redirection(into text: inout [Unicode.Scalar]) {
        place += 1
        text.append("<")
        guard peek == "<" else { return }
        place += 1
        text.append("<")
        while let blank = peek, blank == " " || blank == "\t" || blank == "\r" {
            text.append(blank)
            place += 1
        }
    }

    private mutating func singleQuoted(into text: inout [Unicode.Scalar]) throws(Fault) {
        place += 1
        guard let end = line[place...].firstIndex(of: "'") else { throw Fault() }
        if keepsQuotes { text.append("'") }
        text += line[place..<end]
        if keepsQuotes { text.append("'") }
        place = end + 1
    }

    private mutating func doubleQuoted(into text: inout [Unicode.Scalar]) throws(Fault) {
        place += 1
        if keepsQuotes { text.append("\"") }
        while let scalar = peek {
            if scalar == "$" {
                try variable(into: &text)
                continue
            }
            place += 1
            switch scalar {
            case "\"":
                if keepsQuotes { text.append("\"") }
                return
            case "\\":
                if keepsEscapes { text.append("\\") }
                guard let next = peek else { throw Fault() }
                if next == "\"" || next == "$" || next == "\\" {
                    text.append(next)
                    place += 1
                } else {
                    text.append("\\")
                }
            default: text.append(scalar)
            }
        }
        throw Fault()
    }
}
