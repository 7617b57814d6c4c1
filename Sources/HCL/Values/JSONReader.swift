/// Reads a JSON text. Bytes and escapes that are no character become U+FFFD, as in Go.
struct JSONReader {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    static func tree(of bytes: [UInt8]) throws(JSONFault) -> JSONTree {
        var reader = JSONReader(bytes: bytes)
        let tree = try reader.value()
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw reader.fault("the end of the text") }
        return tree
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value() throws(JSONFault) -> JSONTree {
        skipBlanks()
        guard let next else { throw fault("a value") }
        switch next {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try elements())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw fault("a value")
        }
    }

    private mutating func elements() throws(JSONFault) -> [JSONTree] {
        try enter()
        var elements: [JSONTree] = []
        skipBlanks()
        if skip(UInt8(ascii: "]")) { return leave(with: elements) }
        while true {
            elements.append(try value())
            skipBlanks()
            if skip(UInt8(ascii: "]")) { return leave(with: elements) }
            guard skip(UInt8(ascii: ",")) else { throw fault("\",\" or \"]\"") }
        }
    }

    private mutating func members() throws(JSONFault) -> [JSONTree.Member] {
        try enter()
        var members: [JSONTree.Member] = []
        skipBlanks()
        if skip(UInt8(ascii: "}")) { return leave(with: members) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes") }
            let name = try string()
            skipBlanks()
            guard skip(UInt8(ascii: ":")) else { throw fault("\":\"") }
            members.append(JSONTree.Member(name: name, value: try value()))
            skipBlanks()
            if skip(UInt8(ascii: "}")) { return leave(with: members) }
            guard skip(UInt8(ascii: ",")) else { throw fault("\",\" or \"}\"") }
        }
    }

    private mutating func enter() throws(JSONFault) {
        place += 1
        depth += 1
        guard depth <= Value.depthLimit else { throw .tooDeep(limit: Value.depthLimit) }
    }

    private mutating func leave<Result>(with result: Result) -> Result {
        depth -= 1
        return result
    }

    private mutating func word(_ word: StaticString, _ tree: JSONTree) throws(JSONFault) -> JSONTree {
        guard bytes[place...].starts(with: "\(word)".utf8) else { throw fault("a value") }
        place += word.utf8CodeUnitCount
        return tree
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = place
        _ = skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) { try digits() }
        if skip(UInt8(ascii: ".")) { try digits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() throws(JSONFault) {
        let start = place
        while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { place += 1 }
        guard place > start else { throw fault("a digit") }
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { place += 1 }
    }

    private func fault(_ expected: String) -> JSONFault {
        .syntax(expected: expected, offset: place)
    }
}

extension JSONReader {
    private mutating func string() throws(JSONFault) -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard JSONEscape.end(in: bytes, at: place) != nil else { throw fault("an escape") }
                place = JSONEscape.resolve(bytes, at: place, into: &text)
            case ..<0x20: throw fault("no control character in a string")
            default:
                text.append(byte)
                place += 1
            }
        }
        throw fault("\"\\\"\"")
    }
}
