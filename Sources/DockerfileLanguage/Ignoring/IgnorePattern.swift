import Values

/// One of the patterns of a filter.
struct IgnorePattern: Sendable {
    /// As written, without blanks around it.
    let text: String
    /// Whether it brings back what others drop.
    let bringsBack: Bool
    let pattern: PathPattern
    /// Whether everything is dropped by it that stands at the top.
    let coversTop: Bool

    /// Nil for an empty one.
    init?(_ written: String) throws(IgnoreFault) {
        let trimmed = Array(written.utf8)[...].withoutBlanks
        guard !trimmed.isEmpty else { return nil }
        text = String(decoding: trimmed, as: UTF8.self)
        let clean = SlashPath.clean(text).keptBytes[...]
        bringsBack = clean.first == UInt8(ascii: "!")
        let path = Array(bringsBack ? clean.dropFirst() : clean)
        guard !path.isEmpty else { throw IgnoreFault(pattern: text, reason: .loneExclamation) }
        coversTop = !bringsBack && Self.whole.contains(path)
        do {
            pattern = try PathPattern(path, .ignoring)
        } catch {
            throw IgnoreFault(pattern: text, reason: error)
        }
    }

    private static let whole = ["*", "**", "**/*"].map { Array($0.utf8) }
}

extension ArraySlice<UInt8> {
    /// Without the blanks at its ends.
    var withoutBlanks: ArraySlice<UInt8> {
        var start = startIndex
        while start < endIndex {
            let character = Character32(self, at: start)
            guard character.isBlank else { break }
            start += character.length
        }
        var end = endIndex
        while end > start {
            var last = end - 1
            while last > start, end - last < 4, self[last] & 0xc0 == 0x80 { last -= 1 }
            let character = Character32(self, at: last)
            guard character.isBlank, last + character.length == end else { break }
            end = last
        }
        return self[start..<end]
    }
}
