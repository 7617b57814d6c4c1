internal import Values

/// Where lines are in files, for many lines: each file is gone through once.
struct LineRanges {
    private var starts: [ObjectIdentifier: [Int]] = [:]

    /// What stands on a line, which counts from 1, without the blanks around it.
    mutating func range(of line: Int, in file: SourceFile) -> SourceRange {
        let starts = starts(of: file)
        let place = min(max(line, 1), starts.count) - 1
        var end = place + 1 < starts.count ? starts[place + 1] : file.bytes.count
        var start = starts[place]
        while end > start, file.bytes[end - 1].isBlank { end -= 1 }
        while start < end, file.bytes[start].isBlank { start += 1 }
        return SourceRange(file, start..<end)
    }

    private mutating func starts(of file: SourceFile) -> [Int] {
        if let known = starts[ObjectIdentifier(file)] { return known }
        var found = [0]
        for (offset, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "\n") { found.append(offset + 1) }
        starts[ObjectIdentifier(file)] = found
        return found
    }
}

extension UInt8 {
    /// A blank, a tab or what ends lines.
    fileprivate var isBlank: Bool { self == 0x20 || 0x09...0x0d ~= self }
}
