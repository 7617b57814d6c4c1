internal import Values

/// The characters of a line around a place, each as a terminal can show it.
struct SourceLineView {
    private struct Cell {
        let text: String
        let width: Int
        let isMarked: Bool
        /// Whether it stands left of what is marked.
        let isBefore: Bool
    }

    private let columns: Int
    private var cells: [Cell] = []
    private var isCutBefore: Bool
    private var isCutAfter: Bool

    private static let tabWidth = 4
    private static let cutMark = "…"

    /// `columns` are at least twenty.
    init(of place: SourcePlace, columns: Int) {
        self.columns = columns
        let bytes = place.file.bytes
        // A line can be as long as a file, so only what may be shown is looked at: no character that is seen takes more
        // than some bytes.
        let reach = columns * 16
        var start = max(place.bounds.lowerBound, place.marked.lowerBound - reach)
        while start > place.bounds.lowerBound, bytes[start] & 0xc0 == 0x80 { start -= 1 }
        let end = min(place.bounds.upperBound, place.marked.lowerBound + reach)
        isCutBefore = start > place.bounds.lowerBound
        isCutAfter = end < place.bounds.upperBound
        append(String(keepingBytes: Array(bytes[start..<end])), from: start, place.marked)
    }

    private mutating func append(_ text: String, from start: Int, _ marked: Range<Int>) {
        var offset = start
        var column = 0
        for character in text {
            let shown = Self.shown(character, at: column)
            let end = offset + String(character).keptBytes.count
            let width = shown.displayWidth
            cells.append(
                Cell(
                    text: shown, width: width, isMarked: offset < marked.upperBound && end > marked.lowerBound,
                    isBefore: end <= marked.lowerBound))
            offset = end
            column += width
        }
    }

    private static func shown(_ character: Character, at column: Int) -> String {
        if character == "\t" { return String(repeating: " ", count: tabWidth - column % tabWidth) }
        return String(character).spellingOutControls()
    }

    var isBlank: Bool { cells.allSatisfy { $0.text.allSatisfy { $0 == " " } } }

    var text: String {
        let line = cells.map(\.text).joined()
        let shown = isCutAfter ? line : String(line.reversed().drop { $0 == " " }.reversed())
        return (isCutBefore ? Self.cutMark : "") + shown + (isCutAfter ? Self.cutMark : "")
    }

    var indentation: Int {
        (isCutBefore ? 1 : 0) + cells.prefix { $0.isBefore }.reduce(0) { $0 + $1.width }
    }

    var markWidth: Int { cells.reduce(0) { $0 + ($1.isMarked ? $1.width : 0) } }

    private var width: Int { (isCutBefore ? 1 : 0) + cells.reduce(0) { $0 + $1.width } + (isCutAfter ? 1 : 0) }

    /// Leaves what fits, with at least a third of that right of where the mark begins.
    mutating func cut() {
        if width <= columns { return }
        if indentation + min(markWidth, columns / 2) >= columns - 1 { cutBefore(to: columns / 3) }
        cutAfter()
    }

    private mutating func cutBefore(to indentation: Int) {
        var surplus = self.indentation - indentation + (isCutBefore ? 0 : 1)
        var count = 0
        while surplus > 0, count < cells.count, cells[count].isBefore {
            surplus -= cells[count].width
            count += 1
        }
        cells.removeFirst(count)
        isCutBefore = true
    }

    private mutating func cutAfter() {
        var width = width
        while width > columns, let last = cells.popLast() {
            width -= last.width + (isCutAfter ? 0 : -1)
            isCutAfter = true
        }
    }
}
