extension ArgumentReader {
    /// A word of ENV, LABEL or ARG.
    struct Word {
        /// Quotes and escapes included.
        let bytes: ArraySlice<UInt8>
        let place: Range<Int>
    }

    /// `KEY=VALUE …`, or `KEY VALUE` as it was once.
    func assignments(_ rest: Range<Int>, _ keyword: Keyword) throws(PlacedFault) -> Arguments {
        let words = assignmentWords(rest)
        guard let first = words.first else { return .none }
        guard first.bytes.contains(Self.equals) else { return .assignments([try legacy(rest, keyword)]) }
        var all: [Assignment] = []
        all.reserveCapacity(words.count)
        for word in words {
            guard let equals = word.bytes.firstIndex(of: Self.equals) else {
                throw PlacedFault(.noEquals(text.string(word.bytes), keyword), word.place)
            }
            all.append(
                Assignment(key: text.string(word.bytes[..<equals]), value: text.string(word.bytes[(equals + 1)...])))
        }
        return .assignments(all)
    }

    private func legacy(_ rest: Range<Int>, _ keyword: Keyword) throws(PlacedFault) -> Assignment {
        guard let end = bytes[rest].firstIndex(where: \.isBlank) else {
            throw PlacedFault(.noValue(text.string(bytes[rest]), keyword), rest)
        }
        let value = bytes[end..<rest.upperBound].drop(while: \.isBlank)
        return Assignment(
            key: text.string(bytes[rest.lowerBound..<end]), value: text.string(value), isLegacy: true)
    }

    /// Divides at spaces that are neither quoted nor escaped. Bytes that are no text become U+FFFD.
    func assignmentWords(_ rest: Range<Int>) -> [Word] {
        var words: [Word] = []
        var place = rest.lowerBound
        while true {
            while place < rest.upperBound, let length = spaceLength(place, rest.upperBound) { place += length }
            guard place < rest.upperBound else { return words }
            let start = place
            let end = wordEnd(&place, rest.upperBound)
            let word = bytes[start..<end].repaired
            if !word.isEmpty { words.append(Word(bytes: word, place: start..<place)) }
        }
    }

    /// Goes to the end of a word. What is returned is where it ends; that is before an escape at the very end, which
    /// says nothing.
    private func wordEnd(_ place: inout Int, _ end: Int) -> Int {
        var quote: UInt8?
        while place < end {
            let byte = bytes[place]
            if quote == nil, spaceLength(place, end) != nil { break }
            if byte == escape, quote != UInt8(ascii: "'") {
                guard place + 1 < end else {
                    place += 1
                    return place - 1
                }
                place += 1
            } else if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            }
            place += bytes[place] < 0x80 ? 1 : bytes[place..<end].scalarLength ?? 1
        }
        return place
    }

    /// Nil where there is no space.
    private func spaceLength(_ place: Int, _ end: Int) -> Int? {
        let byte = bytes[place]
        if byte < 0x80 { return byte.isSpace ? 1 : nil }
        let length = bytes[place..<end].wideSpaceAtStart
        return length > 0 ? length : nil
    }

    private static let equals = UInt8(ascii: "=")
}

extension ArraySlice<UInt8> {
    /// With U+FFFD for every byte that is no text.
    var repaired: Self {
        guard contains(where: { $0 >= 0x80 }), String(validating: self, as: UTF8.self) == nil else { return self }
        var text: [UInt8] = []
        var rest = self
        while let byte = rest.first {
            let length = byte < 0x80 ? 1 : rest.scalarLength
            if let length { text += rest.prefix(length) } else { text += "\u{fffd}".utf8 }
            rest = rest.dropFirst(length ?? 1)
        }
        return text[...]
    }

    /// How many bytes the scalar takes that this begins with; nil where it begins with none.
    var scalarLength: Int? {
        var input = prefix(4).makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        guard case .valid(let encoded) = parser.parseScalar(from: &input) else { return nil }
        return encoded.count
    }
}
