internal import Values

extension JSON {
    /// As Go's programs write it for people: two blanks a level, and no `<`, `>` or `&` that a browser could mistake.
    var report: String {
        var bytes: [UInt8] = []
        for byte in encoded(indent: 2) {
            switch byte {
            case UInt8(ascii: "<"): bytes += "\\u003c".utf8
            case UInt8(ascii: ">"): bytes += "\\u003e".utf8
            case UInt8(ascii: "&"): bytes += "\\u0026".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Lines, each a range of its own.
    static func location(_ lines: [Int]) -> JSON {
        guard !lines.isEmpty else { return .object([]) }
        return [
            "ranges": .array(
                lines.map { line in
                    let place: JSON = ["line": .integer(Int64(line))]
                    return ["start": place, "end": place]
                })
        ]
    }

    /// An object of those members that have a value.
    static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    static func unlessEmpty(_ text: String?) -> JSON? {
        text.flatMap { $0.isEmpty ? nil : .string($0) }
    }
}
