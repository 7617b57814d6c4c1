/// Words in the making, which blanks end unless these are quoted.
struct WordList {
    private(set) var words: [String] = []
    private var word: [UInt8] = []

    /// The words there are, the last one included.
    var all: [String] {
        word.isEmpty ? words : words + [String(decoding: word, as: UTF8.self)]
    }

    /// Blanks in it stay.
    mutating func add(quoted bytes: some Sequence<UInt8>) {
        word.append(contentsOf: bytes)
    }

    /// Blanks in it divide.
    mutating func add(_ bytes: ArraySlice<UInt8>) {
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let character = Character32(bytes, at: place)
            let end = place + character.length
            if character.isBlank { endWord() } else { word.append(contentsOf: bytes[place..<end]) }
            place = end
        }
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
    }
}
