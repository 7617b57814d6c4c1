/// Reads a JSON text from its first byte to its last.
struct JSONParser {
    let bytes: [UInt8]
    var place = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONFault) -> JSON {
        let value = try value()
        skipBlanks()
        guard place == bytes.count else { throw .expected(.end, offset: place) }
        return value
    }

    private mutating func value() throws(JSONFault) -> JSON {
        skipBlanks()
        guard let next else { throw .expected(.value, offset: place) }
        switch next {
        case UInt8(ascii: "{"): return .object(try nested(Self.members))
        case UInt8(ascii: "["): return .array(try nested(Self.elements))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw .expected(.value, offset: place)
        }
    }

    /// Goes through a bracket, down to the limit.
    private mutating func nested<Content>(
        _ content: (inout JSONParser) throws(JSONFault) -> [Content]
    ) throws(JSONFault) -> [Content] {
        guard depth < JSON.depthLimit else { throw .tooDeep(limit: JSON.depthLimit, offset: place) }
        place += 1
        depth += 1
        defer { depth -= 1 }
        skipBlanks()
        return try content(&self)
    }

    private static func elements(_ parser: inout JSONParser) throws(JSONFault) -> [JSON] {
        var elements: [JSON] = []
        if parser.skip(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try parser.value())
            parser.skipBlanks()
            if parser.skip(UInt8(ascii: "]")) { return elements }
            guard parser.skip(UInt8(ascii: ",")) else { throw .expected(.commaOrBracket, offset: parser.place) }
        }
    }

    private static func members(_ parser: inout JSONParser) throws(JSONFault) -> [JSON.Member] {
        var members = DistinctMembers()
        if parser.skip(UInt8(ascii: "}")) { return members.all }
        while true {
            parser.skipBlanks()
            guard parser.next == UInt8(ascii: "\"") else { throw .expected(.name, offset: parser.place) }
            let name = try parser.string()
            parser.skipBlanks()
            guard parser.skip(UInt8(ascii: ":")) else { throw .expected(.colon, offset: parser.place) }
            members.set(name, try parser.value())
            parser.skipBlanks()
            if parser.skip(UInt8(ascii: "}")) { return members.all }
            guard parser.skip(UInt8(ascii: ",")) else { throw .expected(.commaOrBrace, offset: parser.place) }
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
        guard bytes[place...].starts(with: "\(word)".utf8) else { throw .expected(.value, offset: place) }
        place += word.utf8CodeUnitCount
        return value
    }

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
    }
}

// Numbers.
extension JSONParser {
    private mutating func number() throws(JSONFault) -> JSON {
        let start = place
        _ = skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) { try digits() }
        var isWhole = true
        if skip(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            isWhole = false
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw .numberTooLarge(offset: start) }
        return .number(number)
    }

    private mutating func digits() throws(JSONFault) {
        let start = place
        while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { place += 1 }
        guard place > start else { throw .expected(.digit, offset: place) }
    }
}
