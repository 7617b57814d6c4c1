/// A directive as it stands in a comment: `# escape=x`.
struct WrittenDirective {
    enum Name: String {
        case syntax
        case escape
        case check
    }

    let name: Name
    /// All that stands behind the equals sign, blanks around it not counted.
    let value: ArraySlice<UInt8>

    /// Nil where a line is none, `#` included.
    init?(_ line: ArraySlice<UInt8>) {
        guard line.first == UInt8(ascii: "#") else { return nil }
        let line = line.dropFirst().droppingLeadingSpaces
        let word = line.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0.lowercased) }
        guard word.count <= 6, let name = Name(rawValue: String(decoding: word.map(\.lowercased), as: UTF8.self))
        else { return nil }
        let rest = line[word.endIndex...].drop(while: Self.isSpace)
        guard rest.first == UInt8(ascii: "="), rest.count > 1 else { return nil }
        let behind = rest.dropFirst()
        let value = behind.drop(while: Self.isSpace)
        self.name = name
        // Of blanks alone the last is the value.
        self.value = value.isEmpty ? behind.suffix(1) : Self.droppingSpacesAtEnd(value)
    }

    /// The value up to its first space.
    var firstWord: ArraySlice<UInt8> { value.prefix { $0 != UInt8(ascii: " ") } }

    private static func isSpace(_ byte: UInt8) -> Bool { byte.isSpace && byte != 0x0b }

    private static func droppingSpacesAtEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let last = bytes.lastIndex { !isSpace($0) }
        return last.map { bytes[...$0] } ?? []
    }
}

/// Watches for the directives that lead a file. The first line that is none ends them.
struct DirectiveReader {
    private var isDone = false
    private var seen: [WrittenDirective.Name] = []

    /// What `line` says, if it is a directive.
    mutating func take(_ line: ArraySlice<UInt8>) throws(SyntaxFault) -> WrittenDirective? {
        guard !isDone else { return nil }
        guard let directive = WrittenDirective(line) else {
            isDone = true
            return nil
        }
        guard !seen.contains(directive.name) else { throw .repeatedDirective(directive.name.rawValue) }
        seen.append(directive.name)
        return directive
    }

    mutating func end() {
        isDone = true
    }

    /// Finds a directive by the rules for `syntax` and `check`: a first line `#!…` is passed over, and lines begin with `#`.
    static func first(_ name: WrittenDirective.Name, in bytes: [UInt8]) -> WrittenDirective? {
        var lines = FileLines(bytes)
        var reader = DirectiveReader()
        while let offsets = lines.next() {
            let line = bytes[offsets]
            if lines.number == 1, line.starts(with: "#!".utf8) { continue }
            guard let found = try? reader.take(line.droppingLineEnd) else { return nil }
            if found.name == name { return found }
        }
        return nil
    }
}
