/// Lines at the end of a terminal that are written again and again, each time over what they were.
struct ScreenFrame {
    /// How many columns each of the lines took when they were written last.
    private var widths: [Int] = []
    private let colours: ProgressColours

    init(_ colours: ProgressColours) {
        self.colours = colours
    }

    /// What brings the lines on the screen in the place of the last ones. All of it has to be written at once, or it
    /// flickers.
    mutating func drawing(_ lines: [ScreenLine], columns: Int) -> String {
        var text = up(columns)
        widths = []
        for line in lines {
            let (shown, width) = line.rendered(columns, colours)
            text += "\(shown)\u{1b}[K\n"
            widths.append(width)
        }
        return text + "\u{1b}[J"
    }

    /// What takes the lines away.
    mutating func clearing(columns: Int) -> String {
        if widths.isEmpty { return "" }
        defer { widths = [] }
        return up(columns) + "\u{1b}[J"
    }

    /// Back to the beginning. In a window that has become narrower a line takes several rows.
    private func up(_ columns: Int) -> String {
        let rows = widths.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(1, columns)) }
        return rows == 0 ? "\r" : "\r\u{1b}[\(rows)A"
    }
}
