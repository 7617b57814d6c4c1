internal import Values

/// Where the lines of a file begin.
struct LineTable {
    private let starts: [Int]

    init(_ file: SourceFile) {
        starts = [0] + file.bytes.indices.lazy.filter { file.bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// Where the line is, counted from 1; nil where there is none.
    func start(of line: Int) -> Int? {
        starts.indices.contains(line - 1) ? starts[line - 1] : nil
    }
}
