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
        try output.line(palette.heading(line(columns.map(\.heading))))
    }

    package func row(_ cells: String...) throws {
        try output.line(line(cells))
    }

    private func line(_ cells: [String]) -> String {
        var line = ""
        for (cell, column) in zip(cells, columns) {
            if !line.isEmpty { line += "  " }
            let cell = cell.spellingOutControls()
            let padding = String(repeating: " ", count: max(0, column.width - cell.displayWidth))
            line += column.isNumber ? padding + cell : cell + padding
        }
        while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
        return line
    }
}
