/// A text of the form `name=value`, cut at the first equals sign: at the byte, for a mark that combines may follow it.
struct Pair {
    let name: String
    let value: String

    init?(_ text: String, separator: Unicode.Scalar = "=") {
        guard let place = text.utf8.firstIndex(of: UInt8(ascii: separator)) else { return nil }
        name = String(text[..<place])
        value = String(text[text.utf8.index(after: place)...])
    }
}
