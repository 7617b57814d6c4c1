/// A text of the form `name=value`, cut at the first equals sign.
struct Pair {
    let name: String
    let value: String

    init?(_ text: String, separator: Character = "=") {
        guard let place = text.firstIndex(of: separator) else { return nil }
        name = String(text[..<place])
        value = String(text[text.index(after: place)...])
    }
}
