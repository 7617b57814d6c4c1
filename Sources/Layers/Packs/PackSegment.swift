/// Entries of a pack that are made at once: several small ones, or a single large one that goes by in pieces.
struct PackSegment {
    let entries: Range<Int>
    /// Where they are in the pack.
    let bytes: Range<Int64>

    /// What small ones come to at most.
    static let lengthLimit: Int64 = 512 << 10

    var isLarge: Bool { bytes.upperBound - bytes.lowerBound > Self.lengthLimit }

    static func all(of plan: PackPlan) -> [PackSegment] {
        var segments: [PackSegment] = []
        var (start, offset): (Int, Int64) = (0, 0)
        func close(_ end: Int, _ endOffset: Int64) {
            guard end > start else { return }
            segments.append(PackSegment(entries: start..<end, bytes: offset..<endOffset))
            (start, offset) = (end, endOffset)
        }
        for (number, entry) in plan.entries.enumerated() {
            if entry.end - offset > lengthLimit { close(number, entry.offset) }
            if entry.end - offset > lengthLimit { close(number + 1, entry.end) }
        }
        close(plan.entries.count, plan.end)
        return segments
    }
}
