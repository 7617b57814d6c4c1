/// Lines of cells below each other. All columns but the last are as wide as their widest cell, and some blanks.
struct Table {
    private var rows: [[String]] = []
    private let gap: Int

    init(gap: Int, _ heading: String...) {
        self.gap = gap
        rows.append(heading)
    }

    mutating func add(_ cells: String...) {
        rows.append(cells)
    }

    var text: String {
        let columns = rows.first?.count ?? 0
        let widths = (0..<columns).map { column in (rows.map { $0[column].unicodeScalars.count }.max() ?? 0) + gap }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let missing = column + 1 < columns ? widths[column] - cell.unicodeScalars.count : 0
                return cell + String(repeating: " ", count: missing)
            }.joined() + "\n"
        }.joined()
    }
}
