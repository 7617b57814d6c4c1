internal import Values

/// An instruction as it is written, its lines joined. Offsets are those into `bytes`.
///
/// It is handed around a lot, and so no struct.
final class Statement {
    /// Where a line begins in the joined ones, and in the file.
    struct Seam {
        let offset: Int
        let place: Int
    }

    let bytes: ArraySlice<UInt8>
    /// Empty for a single line, which has the offsets of the file.
    let seams: [Seam]
    let comments: [String]
    let command: Command
    let arguments: Arguments
    private(set) var heredocs: [Heredoc] = []
    private(set) var lines: ClosedRange<Int>
    /// The end in the file, heredocs included.
    private(set) var end: Int

    init(
        bytes: ArraySlice<UInt8>, seams: [Seam], comments: [String], command: Command, arguments: Arguments,
        lines: ClosedRange<Int>, end: Int
    ) {
        self.bytes = bytes
        self.seams = seams
        self.comments = comments
        self.command = command
        self.arguments = arguments
        self.lines = lines
        self.end = end
    }

    /// Adds the next heredoc below, and the line and the place where it ends.
    func add(_ heredoc: Heredoc, line: Int, end: Int) {
        heredocs.append(heredoc)
        lines = lines.lowerBound...line
        self.end = end
    }
}

extension Statement {
    /// Where a stretch of the joined lines stands in the file.
    static func place(_ offsets: Range<Int>, _ seams: [Seam]) -> Range<Int> {
        guard !seams.isEmpty else { return offsets }
        let start = place(offsets.lowerBound, seams)
        guard !offsets.isEmpty else { return start..<start }
        return start..<max(start, place(offsets.upperBound - 1, seams) + 1)
    }

    private static func place(_ offset: Int, _ seams: [Seam]) -> Int {
        var low = 0
        var high = seams.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if seams[middle].offset <= offset { low = middle } else { high = middle }
        }
        return seams[low].place + offset - seams[low].offset
    }
}

/// A fault and where in a statement it is.
struct PlacedFault: Error {
    let fault: SyntaxFault
    let offsets: Range<Int>

    init(_ fault: SyntaxFault, _ offsets: Range<Int>) {
        self.fault = fault
        self.offsets = offsets
    }
}
