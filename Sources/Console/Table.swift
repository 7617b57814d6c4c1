/// Rows under headings, written one by one. A column is as wide as its heading and the width it was given, so that no
/// row has to wait for the next; what is longer pushes the rest of its row along.
package struct Table {
    package struct Column: Sendable {
        fileprivate let heading: String
        fileprivate let width: Int
        fileprivate let isNumber: Bool

        package static func text(_ heading: String, width: Int = 0) -> Column {
            Column(heading: heading, width: max(width, heading.count), isNumber: false)
        }

        /// Flush right.
        package static func number(_ heading: String, width: Int = 0) -> Column {
            Column(heading: heading, width: max(width, heading.count), isNumber: true)
        }
    }

    private let columns: [Column]
    private let output: Output

    /// Writes the headings.
    package init(_ columns: [Column], to output: Output, _ palette: Palette) throws {
        self.columns = columns
        self.output = output
        try output.line(palette.heading(String(decoding: line(columns.map(\.heading)), as: UTF8.self)))
    }

    package func row(_ cells: String...) throws {
        try output.write(line(cells) + [UInt8(ascii: "\n")])
    }

    /// Bytes and not text, as there may be very many rows, and nearly all are plain.
    private func line(_ cells: [String]) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(160)
        for (index, (cell, column)) in zip(cells, columns).enumerated() {
            if index > 0 { line += Self.gap }
            let (text, width) = Self.measured(cell)
            let padding = repeatElement(UInt8(ascii: " "), count: max(0, column.width - width))
            if column.isNumber { line += padding }
            line += text.utf8
            if !column.isNumber { line += padding }
        }
        while line.last == UInt8(ascii: " ") { line.removeLast() }
        return line
    }

    /// The text to show, and how many columns it takes.
    private static func measured(_ cell: String) -> (String, Int) {
        if cell.utf8.allSatisfy({ 0x20..<0x7f ~= $0 }) { return (cell, cell.utf8.count) }
        let text = cell.spellingOutControls()
        return (text, text.displayWidth)
    }

    private static let gap = Array("  ".utf8)
}
