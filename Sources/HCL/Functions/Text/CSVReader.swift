/// Reads lines of fields with commas between them, as RFC 4180 has them. A field in quotes may hold commas, line breaks
/// and, doubled, quotes. Empty lines are passed over.
struct CSVReader {
    enum Fault: Error {
        /// A quote inside a field that does not begin with one.
        case strayQuote
        /// What follows a field's last quote is neither a comma nor the end of the line.
        case openQuote
    }

    private let bytes: [UInt8]
    private var position = 0
    /// Where the record that was read last began, counted from 1.
    private(set) var line = 0
    private var nextLine = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The fields of the next line that is not empty; nil at the end.
    mutating func next() throws(Fault) -> [String]? {
        while position < bytes.count, isLineEnd(position) { endLine() }
        guard position < bytes.count else { return nil }
        line = nextLine
        var fields: [String] = []
        while true {
            fields.append(String(decoding: try field(), as: UTF8.self))
            guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
            position += 1
        }
        endLine()
        return fields
    }

    private mutating func field() throws(Fault) -> [UInt8] {
        position < bytes.count && bytes[position] == UInt8(ascii: "\"") ? try quoted() : try plain()
    }

    private mutating func plain() throws(Fault) -> [UInt8] {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isLineEnd(position) {
            guard bytes[position] != UInt8(ascii: "\"") else { throw .strayQuote }
            position += 1
        }
        return Array(bytes[start..<position])
    }

    private mutating func quoted() throws(Fault) -> [UInt8] {
        var field: [UInt8] = []
        position += 1
        while position < bytes.count {
            if isLineEnd(position) {
                if endLine() { field.append(UInt8(ascii: "\n")) }
                continue
            }
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\"") else {
                field.append(byte)
                continue
            }
            if position == bytes.count || bytes[position] == UInt8(ascii: ",") || isLineEnd(position) { return field }
            guard bytes[position] == UInt8(ascii: "\"") else { throw .openQuote }
            field.append(byte)
            position += 1
        }
        throw .openQuote
    }

    private func isLineEnd(_ place: Int) -> Bool {
        if bytes[place] == UInt8(ascii: "\n") { return true }
        guard bytes[place] == UInt8(ascii: "\r") else { return false }
        return place + 1 == bytes.count || bytes[place + 1] == UInt8(ascii: "\n")
    }

    /// Goes past the end of a line; whether there was a line break.
    @discardableResult
    private mutating func endLine() -> Bool {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
        guard position < bytes.count else { return false }
        position += 1
        nextLine += 1
        return true
    }
}

extension CSVReader.Fault: CustomStringConvertible {
    var description: String {
        switch self {
        case .strayQuote: "a quote in a field that does not begin with one"
        case .openQuote: "a field in quotes has no end, or a quote inside it is not doubled"
        }
    }
}
