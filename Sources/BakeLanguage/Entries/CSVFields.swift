internal import Values

/// The fields of one line of an option, and what is wrong with it as a fault of that.
package struct CSVFields {
    package let all: [String]

    package init(_ text: String, separator: UInt8 = UInt8(ascii: ",")) throws(EntryFault) {
        do throws(FieldFault) {
            all = try Fields(text, separator: separator).all
        } catch {
            throw EntryFault(error, in: text)
        }
    }
}

extension EntryFault {
    fileprivate init(_ fault: FieldFault, in text: String) {
        self =
            switch fault {
            case .none: .noFields
            case .strayQuote: .strayQuote(text)
            case .openQuote: .openQuote(text)
            }
    }
}
