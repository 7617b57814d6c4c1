internal import Numbers

extension Value {
    /// The value as JSON on one line, with the escapes of Go's encoder. Nil when it holds an infinite number, which JSON
    /// cannot say.
    package var json: String? {
        var writer = JSONWriter()
        guard writer.write(self) else { return nil }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

private struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    /// False when there is something in the value that cannot be written.
    mutating func write(_ value: Value) -> Bool {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let bool): bytes += (bool ? "true" : "false").utf8
        case .number(let number):
            guard !number.isInfinite else { return false }
            bytes += number.description.utf8
        case .string(let text): write(text)
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): return write(elements)
        case .map(let members, _), .object(let members): return write(members)
        }
        return true
    }

    private mutating func write(_ elements: Elements) -> Bool {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in elements.values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard write(value) else { return false }
        }
        bytes.append(UInt8(ascii: "]"))
        return true
    }

    private mutating func write(_ members: Members) -> Bool {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.all.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(member.name)
            bytes.append(UInt8(ascii: ":"))
            guard write(member.value) else { return false }
        }
        bytes.append(UInt8(ascii: "}"))
        return true
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0a: bytes += "\\n".utf8
            case 0x0c: bytes += "\\f".utf8
            case 0x0d: bytes += "\\r".utf8
            case ..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): writeEscape(UInt16(byte))
            // The third byte of U+2028 and U+2029, which end a line in JavaScript.
            case 0xa8 where bytes.suffix(2) == [0xe2, 0x80], 0xa9 where bytes.suffix(2) == [0xe2, 0x80]:
                bytes.removeLast(2)
                writeEscape(0x2000 + UInt16(byte) - 0x80)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes += "\\u".utf8
        bytes += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        bytes += digits.utf8
    }
}
