/// The lines of a file, gone through once.
struct FileLines {
    /// What a line may have, its newline not counted.
    static let longest = 65535

    private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

    private let bytes: [UInt8]
    private var place = 0
    /// Of the line handed out last, counted from 1.
    private(set) var number = 0
    /// The line nothing was read beyond since it is too long.
    private(set) var overlong: Range<Int>?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The offsets of a line with what ends it, without the mark that may open a file.
    mutating func next() -> Range<Int>? {
        guard place < bytes.count, overlong == nil else { return nil }
        var end = place
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        guard end - place <= Self.longest else {
            overlong = place..<end
            return nil
        }
        let start = place == 0 && bytes.starts(with: Self.mark) ? 3 : place
        place = min(end + 1, bytes.count)
        number += 1
        return start..<place
    }
}
