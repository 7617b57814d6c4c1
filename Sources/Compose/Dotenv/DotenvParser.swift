internal import Values

/// Reads an env file, variable by variable.
struct DotenvParser {
    private let file: SourceFile
    private let outside: (String) -> String?
    private let bytes: [UInt8]
    private var position: Int
    private(set) var variables: [String: String]

    init(_ file: SourceFile, known: [String: String], outside: @escaping (String) -> String?) {
        self.file = file
        self.outside = outside
        bytes = file.bytes
        position = file.bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        variables = known
    }

    mutating func parse() throws(DotenvFault) {
        while skipToStatement() {
            let (name, hasValue) = try name()
            if hasValue {
                variables[name] = try value(of: name)
            } else if let value = outside(name) {
                variables[name] = value
            }
        }
    }

    /// Over blanks, empty lines and comments; false at the end.
    private mutating func skipToStatement() -> Bool {
        while let byte = peek {
            if byte == UInt8(ascii: "#") {
                position = endOfLine
            } else if byte == 0x20 || 0x09...0x0d ~= byte {
                position += 1
            } else if bytes[position...].starts(with: [0xc2, 0xa0]) || bytes[position...].starts(with: [0xc2, 0x85]) {
                position += 2
            } else {
                return true
            }
        }
        return false
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var endOfLine: Int { bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || 0x0b...0x0d ~= byte { position += 1 }
    }

    private mutating func skipExport() {
        let word = Array("export".utf8)
        guard bytes[position...].starts(with: word), position + word.count < bytes.count else { return }
        let next = bytes[position + word.count]
        guard next == 0x20 || 0x09...0x0d ~= next else { return }
        position += word.count
        skipBlanks()
    }

    /// A name, and whether a value comes behind it.
    private mutating func name() throws(DotenvFault) -> (String, hasValue: Bool) {
        skipExport()
        let start = position
        var end = endOfLine
        var hasValue = false
        for scalar in String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars {
            let width = UTF8.width(scalar)
            if scalar == "=" || scalar == ":" {
                (end, hasValue) = (position, true)
                break
            }
            guard scalar.isOfName else {
                throw .unexpected(Character(scalar), at: range(position..<position + width))
            }
            position += width
        }
        position = min(end + 1, bytes.count)
        if hasValue { skipBlanks() }
        let name = String(decoding: bytes[start..<end], as: UTF8.self).withoutSpaceAtEnd
        guard !name.contains(" ") else { throw .spaceInName(name, at: range(start..<end)) }
        return (name, hasValue)
    }

    private mutating func value(of name: String) throws(DotenvFault) -> String {
        let start = position
        if let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            let text = try quoted(by: quote)
            guard quote == UInt8(ascii: "\"") else { return text }
            return try filled(EscapedText(text).resolved, name, range(start..<position))
        }
        let end = endOfLine
        position = min(end + 1, bytes.count)
        var text = bytes[start..<end]
        if let comment = text.indices.first(where: { text[$0...].starts(with: [0x20, UInt8(ascii: "#")]) }) {
            text = text[..<comment]
        }
        return try filled(
            String(decoding: text, as: UTF8.self).withoutSpaceAtEnd, name, range(text.startIndex..<text.endIndex))
    }

    /// Up to the closing quote. A backslash before a quote goes, any other stays.
    private mutating func quoted(by quote: UInt8) throws(DotenvFault) -> String {
        let start = position
        var text: [UInt8] = []
        position += 1
        while let byte = peek {
            position += 1
            if byte == quote { return String(decoding: text, as: UTF8.self) }
            text.append(byte)
            guard byte == UInt8(ascii: "\\"), let next = peek else { continue }
            position += 1
            if next == quote { text.removeLast() }
            text.append(next)
        }
        position = start
        throw .unterminated(at: range(start..<endOfLine))
    }

    private func filled(_ text: String, _ name: String, _ place: SourceRange) throws(DotenvFault) -> String {
        do throws(Template.Fault) {
            return try Template(text: text).filled { outside($0) ?? variables[$0] }
        } catch {
            throw .template(error, name: name, at: place)
        }
    }

    private func range(_ offsets: Range<Int>) -> SourceRange { SourceRange(file, offsets.clamped(to: 0..<bytes.count)) }
}

extension Unicode.Scalar {
    /// Whether it may stand in a name, or around one.
    fileprivate var isOfName: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: "_.-[] \t\u{b}\u{c}\r\u{85}\u{a0}".unicodeScalars.contains(self)
        }
    }
}

extension String {
    fileprivate var withoutSpaceAtEnd: String {
        var scalars = unicodeScalars
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
