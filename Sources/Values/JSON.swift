/// A JSON value. Objects keep the order they are given in, for people and for `diff`; `sorted` puts
/// the keys in byte order at every depth, which is the form that may be hashed.
package enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    package struct Member: Equatable, Sendable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    package var sorted: JSON {
        switch self {
        case .array(let values):
            .array(values.map(\.sorted))
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.sorted) }
                    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        case .null, .bool, .integer, .number, .string:
            self
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map(Member.init)) }
}

extension JSON {
    /// The value as UTF-8, without a newline at its end. `indent` nil writes it on one line.
    package func encoded(indent: Int? = nil) -> [UInt8] {
        var output: [UInt8] = []
        encode(into: &output, indent: indent, depth: 0)
        return output
    }

    private func encode(into output: inout [UInt8], indent: Int?, depth: Int) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        // JSON has no word for what is not finite.
        case .number(let value): output += (value.isFinite ? "\(value)" : "null").utf8
        case .string(let value): Self.quote(value, into: &output)
        case .array(let values):
            Self.list("[]", values, into: &output, indent: indent, depth: depth) { value, output in
                value.encode(into: &output, indent: indent, depth: depth + 1)
            }
        case .object(let members):
            Self.list("{}", members, into: &output, indent: indent, depth: depth) { member, output in
                Self.quote(member.name, into: &output)
                output += (indent == nil ? ":" : ": ").utf8
                member.value.encode(into: &output, indent: indent, depth: depth + 1)
            }
        }
    }

    private static func list<Element>(
        _ brackets: StaticString, _ elements: [Element], into output: inout [UInt8], indent: Int?, depth: Int,
        each: (Element, inout [UInt8]) -> Void
    ) {
        func breakLine(_ depth: Int) {
            guard let indent else { return }
            output.append(UInt8(ascii: "\n"))
            output += repeatElement(UInt8(ascii: " "), count: indent * depth)
        }
        output.append(brackets.utf8Start[0])
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            breakLine(depth + 1)
            each(element, &output)
        }
        if !elements.isEmpty { breakLine(depth) }
        output.append(brackets.utf8Start[1])
    }

    /// Copies what needs no escape in pieces: nearly always all of it.
    private static func quote(_ text: String, into output: inout [UInt8]) {
        var text = text
        output.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices {
                let byte = bytes[index]
                if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
                output += UnsafeBufferPointer(rebasing: bytes[start..<index])
                output += escape(byte).utf8
                start = index + 1
            }
            output += UnsafeBufferPointer(rebasing: bytes[start...])
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case UInt8(ascii: "\n"): "\\n"
        case UInt8(ascii: "\r"): "\\r"
        case UInt8(ascii: "\t"): "\\t"
        default: "\\u00\(Hex.encode([byte]))"
        }
    }
}
