internal import Values

/// A stretch of a file as it is shown: on the line that it begins on.
struct SourcePlace {
    let file: SourceFile
    /// What is marked.
    let marked: Range<Int>
    /// The line, without what ends it.
    let bounds: Range<Int>
    /// From 1.
    let line: Int

    /// From 1, in characters.
    var column: Int {
        let before = file.bytes[bounds.lowerBound..<marked.lowerBound]
        // Lines may be as long as files.
        return (before.allSatisfy { $0 < 0x80 } ? before.count : String(keepingBytes: Array(before)).count) + 1
    }
}

/// Counts lines from where it last counted, so that going through a file in order takes one pass over it.
struct LineCounter {
    private var last: (file: SourceFile, offset: Int, line: Int)?

    /// What is wrong at the end of a file is so behind the last thing in it, where there is something to see. A stretch of
    /// several lines is marked to the end of the first.
    mutating func place(of range: SourceRange) -> SourcePlace {
        let file = range.file
        var start = min(range.offsets.lowerBound, file.bytes.count)
        if start == file.bytes.count { start = file.bytes.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0 }
        let bounds = file.line(around: start)
        start = min(start, bounds.upperBound)
        var end = min(max(start, range.offsets.upperBound), bounds.upperBound)
        while end > start, end < range.offsets.upperBound, file.bytes[end - 1].isBlank { end -= 1 }
        return SourcePlace(
            file: file, marked: start..<end, bounds: bounds, line: line(of: bounds.lowerBound, in: file))
    }

    private mutating func line(of offset: Int, in file: SourceFile) -> Int {
        let from = last.flatMap { $0.file === file ? ($0.offset, $0.line) : nil } ?? (0, 1)
        let between = file.bytes[min(from.0, offset)..<max(from.0, offset)].count { $0 == UInt8(ascii: "\n") }
        let line = offset < from.0 ? from.1 - between : from.1 + between
        last = (file, offset, line)
        return line
    }
}

extension UInt8 {
    /// A blank, a tab or what ends lines.
    fileprivate var isBlank: Bool { self == 0x20 || 0x09...0x0d ~= self }
}
