/// The parts that every instruction has: its word, its flags, and the rest.
struct Command {
    let word: Range<Int>
    /// Nil for a word that is no instruction.
    let keyword: Keyword?
    let flags: [WrittenFlag]
    /// What stands behind, without blanks around it.
    let rest: Range<Int>

    /// Divides what stands in `offsets` of `bytes`. Where a flag begins and ends, `escape` matters.
    init(_ bytes: ArraySlice<UInt8>, _ offsets: Range<Int>, escape: UInt8) {
        let line = bytes[offsets].trimmed
        var end = line.startIndex
        while end < line.endIndex, !line[end].isBlank { end += 1 }
        word = line.startIndex..<end
        keyword = Keyword(line[word])
        var reader = FlagReader(bytes: line, place: end, escape: escape)
        flags = reader.read()
        let rest = line[reader.place...].droppingLeadingSpaces
        self.rest = rest.startIndex..<rest.endIndex
    }
}

/// A flag, quotes and escapes removed: `--name=value`.
struct WrittenFlag {
    let bytes: ArraySlice<UInt8>
    let place: Range<Int>

    /// What stands before the equals sign, without `--`.
    var name: ArraySlice<UInt8> { bytes.dropFirst(2).prefix { $0 != UInt8(ascii: "=") } }
    /// Nil without an equals sign.
    var value: ArraySlice<UInt8>? {
        let end = name.endIndex
        return end < bytes.endIndex ? bytes[(end + 1)...] : nil
    }

    /// Where the value stands, as far as that can be told without looking for quotes.
    var valuePlace: Range<Int> {
        let written = name.count + 3
        return place.lowerBound + min(written, place.count)..<place.upperBound
    }
}

/// Takes the words that begin with `--` from the front of a line, up to one that does not, or is nothing else.
struct FlagReader {
    let bytes: ArraySlice<UInt8>
    /// What was read up to.
    var place: Int
    let escape: UInt8

    init(bytes: ArraySlice<UInt8>, place: Int, escape: UInt8) {
        self.bytes = bytes
        self.place = place
        self.escape = escape
    }

    mutating func read() -> [WrittenFlag] {
        var flags: [WrittenFlag] = []
        while true {
            while place < bytes.endIndex, bytes[place].isBlank { place += 1 }
            guard place + 1 < bytes.endIndex, bytes[place] == Self.dash, bytes[place + 1] == Self.dash else {
                return flags
            }
            let flag = word()
            if flag.bytes.count == 2 { return flags }
            flags.append(flag)
        }
    }

    private mutating func word() -> WrittenFlag {
        let start = place
        while place < bytes.endIndex, isPlain(bytes[place]) { place += 1 }
        if place == bytes.endIndex || bytes[place].isBlank {
            return WrittenFlag(bytes: bytes[start..<place], place: start..<place)
        }
        var word = Array(bytes[start..<place])
        var quote: UInt8?
        while place < bytes.endIndex {
            let byte = bytes[place]
            if quote == nil, byte.isBlank { break }
            place += 1
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte != escape {
                word.append(byte)
            } else if place < bytes.endIndex {
                word.append(bytes[place])
                place += 1
            } else {
                quote = nil
            }
        }
        return WrittenFlag(bytes: word[...], place: start..<place)
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        !byte.isBlank && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\"") && byte != escape
    }

    private static let dash = UInt8(ascii: "-")
}
