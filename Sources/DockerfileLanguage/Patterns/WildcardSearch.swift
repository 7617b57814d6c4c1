/// Looks for a pattern in the value of a variable.
///
/// Stars take as much as they can, or as little, the first one first, as in a regular expression. That a star finds
/// nothing from some place on is remembered, so the time is that of going through the text once for every star.
struct WildcardSearch {
    private let segments: [[UInt16]]
    private let text: [UInt8]
    private let isGreedy: Bool
    private let isReversed: Bool
    private let variable: String
    private let newlines: [Int]
    /// For every star, by the end of the line: from where on it finds nothing.
    private var failures: [[Int: Int]]
    /// How much may still be done, in comparisons.
    private(set) var labour: Int

    /// A star between two segments, and where it may end.
    private struct Star {
        let start: Int
        let lineEnd: Int
        var candidates: Range<Int>
    }

    /// `fromEnd` looks from the end of the text to its start.
    init(
        for pattern: Wildcards, in text: [UInt8], of variable: String, isGreedy: Bool, fromEnd: Bool, labour: Int
    ) {
        self.labour = labour - text.count
        segments = (fromEnd ? pattern.reversed : pattern).segments
        self.text = fromEnd ? text.reversed() : text
        self.isGreedy = isGreedy
        self.variable = variable
        isReversed = fromEnd
        newlines = self.text.indices.filter { [text = self.text] in text[$0] == UInt8(ascii: "\n") }
        failures = Array(repeating: [:], count: segments.count)
    }

    /// The text without the pattern it begins, or ends, with.
    mutating func trimmed() throws(ExpansionFault) -> [UInt8] {
        let rest = text[(try end(from: 0) ?? 0)...]
        return isReversed ? rest.reversed() : Array(rest)
    }

    /// The text with the first or all places that the pattern matches replaced. Stops when it has become longer than
    /// `limit`.
    mutating func replacing(all: Bool, with replacement: [UInt8], atMost limit: Int) throws(ExpansionFault) -> [UInt8] {
        var output: [UInt8] = []
        var (copied, place) = (0, 0)
        while place <= text.count, output.count <= limit, let match = try firstMatch(from: place) {
            output += text[copied..<match.lowerBound]
            // An empty match right behind another one is not a second one.
            if match.upperBound > copied || match.lowerBound == 0 { output += replacement }
            copied = match.upperBound
            place = max(copied, place + characterLength(at: place))
            if !all { break }
        }
        return output + text[copied...]
    }

    private mutating func firstMatch(from start: Int) throws(ExpansionFault) -> Range<Int>? {
        for place in start...text.count where isBoundary(place) {
            if let end = try end(from: place) { return place..<end }
        }
        return nil
    }

    /// Where the pattern ends that begins at `start`.
    private mutating func end(from start: Int) throws(ExpansionFault) -> Int? {
        guard let first = try end(of: segments[0], at: start) else { return nil }
        guard segments.count > 1 else { return first }
        var stars = [star(1, from: first)]
        while let place = nextCandidate(of: &stars[stars.count - 1]) {
            let number = stars.count
            if let end = try end(of: segments[number], at: place) {
                if number == segments.count - 1 { return end }
                stars.append(star(number + 1, from: end))
            }
            dropFailed(&stars)
            if stars.isEmpty { return nil }
        }
        return nil
    }

    private func star(_ number: Int, from start: Int) -> Star {
        let lineEnd = lineEnd(after: start)
        let end = min(failures[number][lineEnd] ?? Int.max, lineEnd + 1)
        return Star(start: start, lineEnd: lineEnd, candidates: start..<max(start, end))
    }

    private func nextCandidate(of star: inout Star) -> Int? {
        guard let place = isGreedy ? star.candidates.last : star.candidates.first else { return nil }
        star.candidates = isGreedy ? star.candidates.dropLast() : star.candidates.dropFirst()
        return place
    }

    /// Goes back to the last star that has places left to try.
    private mutating func dropFailed(_ stars: inout [Star]) {
        while let last = stars.last, last.candidates.isEmpty {
            failures[stars.count][last.lineEnd] = min(failures[stars.count][last.lineEnd] ?? Int.max, last.start)
            stars.removeLast()
        }
    }

    /// Where a segment ends that begins at `start`; nil when it does not.
    private mutating func end(of segment: [UInt16], at start: Int) throws(ExpansionFault) -> Int? {
        if labour < 0 { throw .laborious(variable: variable) }
        var place = start
        labour -= 4
        for element in segment {
            labour -= 1
            guard place < text.count else { return nil }
            if element == Wildcards.one {
                guard isBoundary(place), text[place] != UInt8(ascii: "\n") else { return nil }
                place += characterLength(at: place)
            } else {
                guard UInt16(text[place]) == element else { return nil }
                place += 1
            }
        }
        return isBoundary(place) ? place : nil
    }

    /// Where the newline is that a star does not get past.
    private func lineEnd(after place: Int) -> Int {
        var (low, high) = (0, newlines.count)
        while low < high {
            let middle = (low + high) / 2
            if newlines[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low < newlines.count ? newlines[low] : text.count
    }

    /// Whether a character begins there, or the text ends.
    private func isBoundary(_ place: Int) -> Bool {
        if place == 0 || place == text.count { return true }
        return isReversed ? !text[place - 1].continuesCharacter : !text[place].continuesCharacter
    }

    /// At least one, also at the end.
    private func characterLength(at place: Int) -> Int {
        var end = place + 1
        if isReversed {
            while end < text.count, text[end - 1].continuesCharacter { end += 1 }
        } else {
            while end < text.count, text[end].continuesCharacter { end += 1 }
        }
        return end - place
    }
}

extension UInt8 {
    fileprivate var continuesCharacter: Bool { self & 0xc0 == 0x80 }
}
