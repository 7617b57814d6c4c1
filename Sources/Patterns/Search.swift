/// A walk through a text from match to match.
struct Search {
    let text: [UInt8]
    private let pattern: Pattern
    private let deadline: ContinuousClock.Instant
    private var position = 0
    private var lastEnd = -1

    /// Throws when a single match might take longer than anybody waits.
    init(_ pattern: Pattern, in text: String) throws(PatternFault) {
        self.pattern = pattern
        self.text = Array(text.utf8)
        let (work, isTooMuch) = self.text.count.multipliedReportingOverflow(by: max(1, pattern.compiled.size))
        guard !isTooMuch, work <= Self.work else { throw .tooSlow }
        deadline = .now + Self.patience
    }

    /// How many steps one match may take: one for each byte of the text and instruction of the pattern, at the worst.
    private static let work = 1 << 31

    /// Each match takes time in proportion to the text, so all of them may take its square.
    private static let patience = Duration.seconds(10)

    /// Has been at it for too long. The time is a limit for what would go on for hours, and decides nothing else.
    var isOverdue: Bool { .now > deadline }

    mutating func next() -> Match? {
        while position <= text.count {
            guard let match = match(from: position) else { return nil }
            let isRepeated = match.range.isEmpty && match.range.lowerBound == lastEnd
            position = match.range.upperBound > position ? match.range.upperBound : following(position)
            lastEnd = match.range.upperBound
            if !isRepeated { return match }
        }
        return nil
    }

    private func match(from start: Int) -> Match? {
        let groups = pattern.groupNames.count
        guard let offsets = pattern.compiled.match(in: text, from: start, groups: groups) else { return nil }
        let ranges = stride(from: 0, to: offsets.count, by: 2).map { slot -> Range<Int>? in
            offsets[slot] < 0 ? nil : Int(offsets[slot])..<Int(offsets[slot + 1])
        }
        guard let whole = ranges[0] else { return nil }
        return Match(range: whole, groups: Array(ranges.dropFirst()))
    }

    /// The offset after the character at `offset`.
    private func following(_ offset: Int) -> Int {
        var next = offset + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
