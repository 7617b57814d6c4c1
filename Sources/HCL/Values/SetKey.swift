internal import Numbers

/// A value spelled out, so that values made of parts have an order. Names of attributes are not in it.
struct SetKey {
    private(set) var bytes: [UInt8] = []

    init(of value: Value) {
        append(value)
    }

    private mutating func append(_ value: Value) {
        switch value {
        case .null: bytes.append(UInt8(ascii: "~"))
        case .bool(let bool): bytes.append(UInt8(ascii: bool ? "T" : "F"))
        case .number(let number): bytes += DecimalDigits(number).tenDigits.utf8
        case .string(let text): append(quoted: text)
        case .list(let elements, _), .set(let elements, _): append(elements.values, between: "[", "]")
        case .tuple(let elements): append(elements.values, between: "<", ">")
        case .object(let members): append(members.all.map(\.value), between: "<", ">")
        case .map(let members, _): append(members)
        }
    }

    private mutating func append(_ values: [Value], between opening: Unicode.Scalar, _ closing: Unicode.Scalar) {
        bytes.append(UInt8(ascii: opening))
        for value in values {
            append(value)
            bytes.append(UInt8(ascii: ";"))
        }
        bytes.append(UInt8(ascii: closing))
    }

    private mutating func append(_ members: Members) {
        bytes.append(UInt8(ascii: "{"))
        for member in members.all {
            append(quoted: member.name)
            bytes.append(UInt8(ascii: ":"))
            append(member.value)
            bytes.append(UInt8(ascii: ";"))
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if let letter = Self.escapes[byte] {
                bytes += [UInt8(ascii: "\\"), letter]
            } else if byte < 0x20 || byte == 0x7f {
                bytes += "\\x\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
            } else {
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        0x07: UInt8(ascii: "a"), 0x08: UInt8(ascii: "b"), 0x09: UInt8(ascii: "t"), 0x0a: UInt8(ascii: "n"),
        0x0b: UInt8(ascii: "v"), 0x0c: UInt8(ascii: "f"), 0x0d: UInt8(ascii: "r"),
    ]
}
