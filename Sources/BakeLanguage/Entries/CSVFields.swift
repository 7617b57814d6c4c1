/// The fields of one line of values that commas separate, or another byte. A field in double quotes may have them, and a quote in it is
/// written twice; quotes anywhere else are a fault. Blanks belong to the field. A newline at the very end is dropped.
package struct CSVFields {
    package let all: [String]

    package init(_ text: String, separator: UInt8 = UInt8(ascii: ",")) throws(EntryFault) {
        var rest = Array(text.utf8)[...]
        if rest.last == UInt8(ascii: "\n") {
            rest.removeLast()
            if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        }
        guard !rest.isEmpty else { throw .noFields }
        var fields: [String] = []
        var isOpen = true
        while isOpen {
            let isQuoted = rest.first == Self.quote
            let bytes =
                isQuoted ? try Self.quoted(&rest, separator, of: text) : try Self.plain(&rest, separator, of: text)
            fields.append(String(decoding: bytes, as: UTF8.self))
            isOpen = rest.popFirst() == separator
        }
        all = fields
    }

    private static func plain(
        _ rest: inout ArraySlice<UInt8>, _ separator: UInt8, of text: String
    ) throws(EntryFault) -> [UInt8] {
        let field = rest.prefix { $0 != separator }
        guard !field.contains(quote) else { throw .strayQuote(text) }
        rest = rest[field.endIndex...]
        return Array(field)
    }

    /// Leaves `rest` at the comma behind the field, or empty.
    private static func quoted(
        _ rest: inout ArraySlice<UInt8>, _ separator: UInt8, of text: String
    ) throws(EntryFault) -> [UInt8] {
        rest.removeFirst()
        var field: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == quote else {
                field.append(byte)
                continue
            }
            switch rest.first {
            case quote:
                rest.removeFirst()
                field.append(quote)
            case nil, separator: return field
            default: throw .strayQuote(text)
            }
        }
        throw .openQuote(text)
    }

    private static let quote = UInt8(ascii: "\"")
}
