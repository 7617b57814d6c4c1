internal import Values

/// Shows lines of a file with those around them, as buildx does: those that are meant have an arrow.
struct SourceExcerpt {
    private let file: SourceFile
    /// Where lines begin and end, what ends them not counted.
    private let lines: [Range<Int>]

    init(_ file: SourceFile) {
        self.file = file
        var lines: [Range<Int>] = []
        var start = 0
        for (place, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "\n") {
            lines.append(start..<place)
            start = place + 1
        }
        self.lines = lines + [start..<file.bytes.count]
    }

    /// Nothing for lines that are not there. They are in order and counted from 1.
    func text(of marked: [Int]) -> String {
        guard let first = marked.first, let last = marked.last, first >= 1, first <= lines.count else { return "" }
        let shown = surroundings(first...min(last, lines.count))
        let rule = String(repeating: "-", count: 20) + "\n"
        var text = "\(file.name):\(first)\n" + rule
        var arrows = Set(marked)
        if marked.count > shown.count { arrows.formIntersection(shown) }
        for number in shown {
            let digits = String(number)
            text += " " + String(repeating: " ", count: max(0, 3 - digits.count)) + digits + " | "
            text += (arrows.contains(number) ? ">>>" : "   ") + " " + file.text(lines[number - 1]) + "\n"
        }
        return text + rule
    }

    /// A lone line is shown with more around it than several.
    private func surroundings(_ marked: ClosedRange<Int>) -> ClosedRange<Int> {
        var (first, last) = (marked.lowerBound, marked.upperBound)
        var spent = 0
        let wanted = first == last ? 4 : 2
        while spent < wanted {
            if first > 1 { (first, spent) = (first - 1, spent + 1) }
            if last != lines.count { (last, spent) = (last + 1, spent + 1) }
            spent += 1
        }
        return first...last
    }
}
