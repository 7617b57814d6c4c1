internal import Values

/// In which lines places are, for many places: each file is gone through once.
struct LineNumbers {
    private var starts: [ObjectIdentifier: [Int]] = [:]

    /// From 1.
    mutating func line(of range: SourceRange) -> Int {
        let starts = starts(of: range.file)
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= range.offsets.lowerBound { low = middle + 1 } else { high = middle }
        }
        return max(low, 1)
    }

    private mutating func starts(of file: SourceFile) -> [Int] {
        if let known = starts[ObjectIdentifier(file)] { return known }
        var found = [0]
        for (offset, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "\n") { found.append(offset + 1) }
        starts[ObjectIdentifier(file)] = found
        return found
    }
}
