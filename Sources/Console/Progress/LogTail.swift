/// The last lines of much text, in bounded memory.
struct LogTail {
    private var bytes: [UInt8] = []
    private let lines: Int

    init(lines: Int) {
        self.lines = lines
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// The lines with their line breaks.
    var text: ArraySlice<UInt8> { bytes[start(of: bytes)...] }

    /// Complete lines.
    mutating func append(_ text: some Sequence<UInt8>) {
        bytes += text
        // Now and then, so that no line is moved more than once or twice.
        if bytes.count > Self.slack { bytes.removeFirst(start(of: bytes)) }
        if bytes.count > 2 * Self.slack { bytes.removeFirst(bytes.count - Self.slack) }
    }

    private static let slack = 256 << 10

    private func start(of bytes: [UInt8]) -> Int {
        var breaks = 0
        var index = bytes.count
        while index > 0 {
            if bytes[index - 1] == 0x0a {
                breaks += 1
                if breaks > lines { return index }
            }
            index -= 1
        }
        return 0
    }
}
