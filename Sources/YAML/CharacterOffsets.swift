/// Finds the byte where the n-th character of a text begins: the library counts characters, we count bytes.
struct CharacterOffsets {
    private static let stride = 64
    private let bytes: [UInt8]
    /// Where every 64th character begins; empty when all of the text is ASCII.
    private var marks: [Int] = []
    /// Of the byte order mark, which the library does not count.
    private let start: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        guard bytes.contains(where: { $0 >= 0x80 }) else { return }
        var count = 0
        for index in start..<bytes.count where bytes[index] & 0xc0 != 0x80 {
            if count % Self.stride == 0 { marks.append(index) }
            count += 1
        }
    }

    func byte(ofCharacter index: Int) -> Int {
        guard !marks.isEmpty else { return min(max(index, 0), bytes.count) }
        guard index >= 0, index / Self.stride < marks.count else { return index < 0 ? start : bytes.count }
        var offset = marks[index / Self.stride]
        for _ in 0..<index % Self.stride where offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xc0 == 0x80 { offset += 1 }
        }
        return offset
    }
}
