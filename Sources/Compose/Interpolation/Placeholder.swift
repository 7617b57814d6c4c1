/// A variable in braces, and what to do without it.
struct Placeholder {
    private enum Condition {
        case fallback
        case replacement
        case requirement
    }

    private let name: String
    private let condition: Condition?
    /// Whether an empty variable is as good as none.
    private let countsEmpty: Bool
    private let rest: ArraySlice<UInt8>
    /// Behind the closing brace.
    let end: Int

    /// `text` begins behind the opening brace; `lastBrace` is the last closing one of the line.
    init(_ text: ArraySlice<UInt8>, lastBrace: Int?) throws(Template.Fault) {
        let name = Self.name(at: text)
        guard !name.isEmpty, let lastBrace, lastBrace >= name.endIndex else { throw .invalid }
        self.name = String(decoding: name, as: UTF8.self)
        var tail = text[name.endIndex...]
        if tail.first == UInt8(ascii: "}") {
            (condition, countsEmpty, rest, end) = (nil, false, [], name.endIndex + 1)
            return
        }
        countsEmpty = tail.first == UInt8(ascii: ":")
        if countsEmpty { tail = tail.dropFirst() }
        switch tail.first {
        case UInt8(ascii: "-"): condition = .fallback
        case UInt8(ascii: "+"): condition = .replacement
        case UInt8(ascii: "?"): condition = .requirement
        default: throw .invalid
        }
        tail = tail.dropFirst()
        guard lastBrace >= tail.startIndex else { throw .invalid }
        let close = Self.closing(tail[..<(lastBrace + 1)]) ?? lastBrace
        rest = tail[..<close]
        end = close + 1
    }

    func value(
        _ lookup: (String) -> String?, fill: (ArraySlice<UInt8>) throws(Template.Fault) -> [UInt8]
    ) throws(Template.Fault) -> [UInt8] {
        let found = lookup(name)
        let isThere = found != nil && !(countsEmpty && found == "")
        switch condition {
        case .fallback where !isThere: return try fill(rest)
        case .replacement where isThere: return try fill(rest)
        case .requirement where !isThere:
            throw .required(name: name, reason: String(decoding: try fill(rest), as: UTF8.self))
        default: return Array((found ?? "").utf8)
        }
    }

    /// The letters, digits and underscores of a name; none where a digit comes first.
    static func name(at text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if let first = text.first, 0x30...0x39 ~= first { return text.prefix(0) }
        return text.prefix { byte in
            switch byte {
            case UInt8(ascii: "_"), 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: false
            }
        }
    }

    /// The brace that closes the one before `text`. What stands right behind an opening brace never does.
    private static func closing(_ text: ArraySlice<UInt8>) -> Int? {
        var open = 1
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "}") {
                open -= 1
                if open == 0 { return index }
            } else if text[index] == UInt8(ascii: "{") {
                open += 1
                index += 1
            }
            index += 1
        }
        return nil
    }
}
