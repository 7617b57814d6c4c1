/// The characters of a text as people count them: grapheme clusters, by the rules of Unicode 15.0.
///
/// Swift's are those of a later version, which joins the consonants of Indic scripts where a virama stands between them;
/// such a character is two here.
struct Clusters: Sequence, IteratorProtocol {
    private var characters: Substring
    private var pending: Substring.UnicodeScalarView

    init(_ text: String) {
        characters = text[...]
        pending = text[...].unicodeScalars.prefix(0)
    }

    mutating func next() -> Substring? {
        if pending.isEmpty {
            guard let character = characters.first else { return nil }
            let end = characters.index(after: characters.startIndex)
            pending = characters[..<end].unicodeScalars
            characters = characters[end...]
            if character.isASCII {
                defer { pending = pending.prefix(0) }
                return Substring(pending)
            }
        }
        let end = Self.endOfFirst(pending)
        defer { pending = pending[end...] }
        return Substring(pending[..<end])
    }

    private static func endOfFirst(_ scalars: Substring.UnicodeScalarView) -> String.Index {
        var previous: Unicode.Scalar?
        for index in scalars.indices {
            if let previous, isJoined(scalars[index], after: previous) { return index }
            previous = scalars[index]
        }
        return scalars.endIndex
    }

    /// Whether only the later rule keeps the scalar with what stands before it.
    private static func isJoined(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar) -> Bool {
        // The vowels of Thai and Lao that are letters follow their consonant by the older rules as well.
        scalar.properties.generalCategory == .otherLetter && scalar != "\u{E33}" && scalar != "\u{EB3}"
            && (previous.properties.isGraphemeExtend || previous == "\u{200D}")
    }
}

extension String {
    var clusterCount: Int {
        var count = 0
        for _ in Clusters(self) { count += 1 }
        return count
    }
}
