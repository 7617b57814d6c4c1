internal import Values

/// Text to be read, and where in a file it stands. A string of the JSON syntax is read without its escapes, so what is
/// read may be shorter than what was written.
struct SourceText {
    let file: SourceFile
    let bytes: [UInt8]
    let range: Range<Int>
    /// Where the two begin to differ by another length, in the order of the text; empty when it is the file's own.
    private let shifts: [Shift]

    struct Shift {
        let offset: Int
        let inFile: Int
    }

    /// A stretch of a file, as it is.
    init(_ file: SourceFile, _ range: Range<Int>) {
        self.file = file
        self.range = range
        bytes = file.bytes
        shifts = []
    }

    init(_ file: SourceFile, decoded bytes: [UInt8], shifts: [Shift]) {
        self.file = file
        self.bytes = bytes
        self.shifts = shifts
        range = bytes.indices
    }

    func place(_ start: Int, _ end: Int) -> SourceRange {
        if shifts.isEmpty { return SourceRange(file, start..<max(start, end)) }
        let first = inFile(start)
        return SourceRange(file, first..<max(first, inFile(end)))
    }

    private func inFile(_ offset: Int) -> Int {
        var range = shifts.startIndex..<shifts.endIndex
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            range = shifts[middle].offset <= offset ? middle..<range.upperBound : range.lowerBound..<middle
        }
        let shift = shifts[range.lowerBound]
        return shift.inFile + (offset - shift.offset)
    }

    /// The byte at `offset`; zero where the text has ended.
    subscript(offset: Int) -> UInt8 {
        offset < range.upperBound ? bytes[offset] : 0
    }

    func isAtEnd(_ offset: Int) -> Bool { offset >= range.upperBound }

    /// Nil for what is not UTF-8.
    func string(_ start: Int, _ end: Int) -> String? {
        String(validating: bytes[start..<end], as: UTF8.self)
    }

    /// The scalar at `offset` and how many bytes it has; nil for what is not UTF-8.
    func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        var decoder = UTF8()
        var bytes = bytes[min(offset, range.upperBound)..<range.upperBound].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return nil }
        return (scalar, UTF8.width(scalar))
    }
}
