extension UInt8 {
    /// Tab, vertical tab, form feed, carriage return or space: what parts words.
    var isBlank: Bool { self == 0x20 || self == 0x09 || (0x0b...0x0d).contains(self) }

    /// A blank or a newline.
    var isSpace: Bool { isBlank || self == 0x0a }

    /// An ASCII letter made small; anything else as it is.
    var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}

// Around lines, spaces beyond ASCII count as well.
extension ArraySlice<UInt8> {
    var droppingLeadingSpaces: Self {
        var start = startIndex
        while start < endIndex {
            let length = self[start] < 0x80 ? (self[start].isSpace ? 1 : 0) : self[start...].wideSpaceAtStart
            guard length > 0 else { break }
            start += length
        }
        return start == startIndex ? self : self[start...]
    }

    var droppingTrailingSpaces: Self {
        var end = endIndex
        while end > startIndex {
            let last = self[end - 1]
            let length = last < 0x80 ? (last.isSpace ? 1 : 0) : self[..<end].wideSpaceAtEnd
            guard length > 0 else { break }
            end -= length
        }
        return end == endIndex ? self : self[..<end]
    }

    var trimmed: Self { droppingLeadingSpaces.droppingTrailingSpaces }

    /// Without the bytes that end a line, however many there are.
    var droppingLineEnd: Self {
        var end = endIndex
        while end > startIndex, self[end - 1] == UInt8(ascii: "\n") || self[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return end == endIndex ? self : self[..<end]
    }

    /// How many bytes the space beyond ASCII takes that this begins with; 0 where it begins with none.
    var wideSpaceAtStart: Int {
        guard let first, first >= 0xc2, count >= 2 else { return 0 }
        if first == 0xc2 { return Self.isWideSpace(self[startIndex..<startIndex + 2]) ? 2 : 0 }
        guard count >= 3 else { return 0 }
        return Self.isWideSpace(self[startIndex..<startIndex + 3]) ? 3 : 0
    }

    private var wideSpaceAtEnd: Int {
        if count >= 3, Self.isWideSpace(self[endIndex - 3..<endIndex]) { return 3 }
        return count >= 2 && Self.isWideSpace(self[endIndex - 2..<endIndex]) ? 2 : 0
    }

    private static func isWideSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = bytes.startIndex
        if bytes.count == 2 {
            return bytes[start] == 0xc2 && (bytes[start + 1] == 0x85 || bytes[start + 1] == 0xa0)
        }
        return switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
        case (0xe1, 0x9a, 0x80), (0xe2, 0x81, 0x9f), (0xe3, 0x80, 0x80): true
        case (0xe2, 0x80, 0x80...0x8a), (0xe2, 0x80, 0xa8), (0xe2, 0x80, 0xa9), (0xe2, 0x80, 0xaf): true
        default: false
        }
    }
}
