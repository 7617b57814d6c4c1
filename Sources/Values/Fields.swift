/// The fields of one line of values that commas separate, or another byte. A field in double quotes may have them, and a
/// quote in it is written twice; quotes anywhere else are a fault. Blanks belong to the field. A newline at the very end
/// is dropped.
package struct Fields {
    package let all: [String]

    package init(_ text: String, separator: UInt8 = UInt8(ascii: ",")) throws(FieldFault) {
        var rest = Array(text.utf8)[...]
        if rest.last == UInt8(ascii: "\n") {
            rest.removeLast()
            if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        }
        guard !rest.isEmpty else { throw .none }
        var fields: [String] = []
        repeat {
            let field = rest.first == Self.quote ? try Self.quoted(&rest, separator) : try Self.plain(&rest, separator)
            fields.append(String(decoding: field, as: UTF8.self))
        } while rest.popFirst() == separator
        all = fields
    }

    private static func plain(
        _ rest: inout ArraySlice<UInt8>, _ separator: UInt8
    ) throws(FieldFault) -> ArraySlice<UInt8> {
        let field = rest.prefix { $0 != separator }
        guard !field.contains(quote) else { throw .strayQuote }
        rest = rest[field.endIndex...]
        return field
    }

    /// Leaves `rest` at the separator behind the field, or empty.
    private static func quoted(
        _ rest: inout ArraySlice<UInt8>, _ separator: UInt8
    ) throws(FieldFault) -> ArraySlice<UInt8> {
        rest.removeFirst()
        var field: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte != quote {
                field.append(byte)
            } else if rest.first == quote {
                rest.removeFirst()
                field.append(quote)
            } else if rest.first == nil || rest.first == separator {
                return field[...]
            } else {
                throw .strayQuote
            }
        }
        throw .openQuote
    }

    private static let quote = UInt8(ascii: "\"")
}

/// Why a value is no fields.
package enum FieldFault: Error, Equatable, Sendable {
    case none
    case strayQuote
    case openQuote
}

extension FieldFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .none: "it is empty"
        case .strayQuote: "a quote stands in the midst of a field"
        case .openQuote: "a quote is not closed"
        }
    }

    package var hint: String? {
        self == .none ? nil : "quote the whole field, and write a quote in it twice"
    }
}
