internal import Host

/// Which ids a namespace has.
struct IDMap: Sendable {
    private let ranges: [Range<UInt64>]

    /// A line a range: its first id in here, its first id outside, and its length.
    init(_ text: String) {
        ranges = text.split(whereSeparator: \.isNewline).compactMap { line in
            let numbers = line.split(separator: " ").compactMap { UInt32($0) }.map(UInt64.init)
            return numbers.count == 3 ? numbers[0]..<numbers[0] + numbers[2] : nil
        }
    }

    init(file: Path) {
        let bytes = try? OpenFile(file, .read, on: LocalFileSystem()).readToEnd(limit: 1 << 16)
        self.init(String(decoding: bytes ?? [], as: UTF8.self))
    }

    func contains(_ id: UInt32) -> Bool { ranges.contains { $0.contains(UInt64(id)) } }

    /// Whether it has all there are.
    var isWhole: Bool { ranges == [0..<UInt64(UInt32.max)] }

    /// Whether it has one alone.
    var isSingle: Bool { ranges.count == 1 && ranges[0].count == 1 }
}
