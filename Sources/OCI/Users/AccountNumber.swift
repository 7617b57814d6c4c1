/// What a text is that may be the number of a user or a group: decimal digits, with a sign if need be.
enum AccountNumber: Equatable {
    case number(Int64)
    /// Digits, but too many of them.
    case tooLarge
    case none

    init(_ text: [UInt8]) {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = text.dropFirst(isNegative || text.first == UInt8(ascii: "+") ? 1 : 0)
        guard !digits.isEmpty, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            self = .none
            return
        }
        guard let value = Int64(String(decoding: text, as: UTF8.self)) else {
            self = .tooLarge
            return
        }
        self = .number(value)
    }

    var value: Int64? {
        if case .number(let value) = self { value } else { nil }
    }
}
