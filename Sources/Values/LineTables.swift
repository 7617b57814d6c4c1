/// Where the lines of a file begin.
package struct LineTable: Sendable {
    private let starts: [Int]

    package init(_ file: SourceFile) {
        starts = [0] + file.bytes.indices.lazy.filter { file.bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    package var count: Int { starts.count }

    /// Where the line is, counted from 1; nil where there is none.
    package func start(of line: Int) -> Int? {
        starts.indices.contains(line - 1) ? starts[line - 1] : nil
    }

    /// The line that holds an offset, counted from 1.
    package func line(at offset: Int) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return max(low, 1)
    }
}

/// Where lines are in files, for many places: each file is gone through once.
package struct LineTables {
    private var known: [ObjectIdentifier: LineTable] = [:]

    package init() {}

    /// The line that a place begins in, from 1.
    package mutating func line(of range: SourceRange) -> Int {
        table(of: range.file).line(at: range.offsets.lowerBound)
    }

    /// What stands on a line, which counts from 1, without the blanks around it.
    package mutating func range(of line: Int, in file: SourceFile) -> SourceRange {
        let table = table(of: file)
        let line = min(max(line, 1), table.count)
        var start = table.start(of: line) ?? 0
        var end = table.start(of: line + 1) ?? file.bytes.count
        while end > start, file.bytes[end - 1].isBlank { end -= 1 }
        while start < end, file.bytes[start].isBlank { start += 1 }
        return SourceRange(file, start..<end)
    }

    private mutating func table(of file: SourceFile) -> LineTable {
        if let table = known[ObjectIdentifier(file)] { return table }
        let table = LineTable(file)
        known[ObjectIdentifier(file)] = table
        return table
    }
}

extension UInt8 {
    /// A blank, a tab or what ends lines.
    fileprivate var isBlank: Bool { self == 0x20 || 0x09...0x0d ~= self }
}
