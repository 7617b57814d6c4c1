internal import Values

/// The last lines of what a step writes, as a terminal would show them: a carriage return begins a line anew, and
/// what would steer the terminal is left out.
struct ScreenLog {
    private let limit: Int
    private var bytes: [UInt8] = []

    /// A line is as wide as a screen, and not much more than that is kept of it.
    private static let lineLimit = 4 << 10

    init(lines: Int) {
        limit = lines
    }

    mutating func append(_ piece: [UInt8]) {
        let most = limit * Self.lineLimit
        bytes += piece.suffix(most)
        if bytes.count > 2 * most { bytes.removeFirst(bytes.count - most) }
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// The last lines that have something on them.
    var lines: [String] {
        var lines: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty, lines.count < limit {
            let cut = rest.lastIndex(of: UInt8(ascii: "\n"))
            let text = Self.visible(rest[(cut.map { $0 + 1 } ?? rest.startIndex)...])
            if !text.isEmpty { lines.append(text) }
            rest = rest[..<(cut ?? rest.startIndex)]
        }
        return lines.reversed()
    }

    /// What stands on the line in the end.
    static func visible(_ line: ArraySlice<UInt8>) -> String {
        let last = line.split(separator: UInt8(ascii: "\r")).last ?? []
        let text = String(decoding: last.prefix(lineLimit), as: UTF8.self)
        return text.withoutTerminalCodes.replacing("\t", with: "    ").spellingOutControls()
    }
}
