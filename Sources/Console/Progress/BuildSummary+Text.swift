internal import Events
internal import Values

extension BuildSummary {
    /// A line for each target, and one for all where there are several:
    ///
    ///     app    12 steps, 3 cached   4.2s  12.3 MB
    ///     web     5 steps, 5 cached   0.1s  4.56 MB
    ///     total  17 steps, 8 cached   4.3s
    ///
    /// Of very many targets those that took longest.
    func text(_ palette: Palette) -> String {
        if targets.isEmpty { return "" }
        let shown = mostInteresting
        var rows = shown.map { Row($0.name, $0.steps, $0.span, $0.image?.size, isDone: $0.image != nil) }
        if targets.count > 1 { rows.append(Row("total", steps, span, nil, isDone: true)) }
        let widths = Row.widths(rows)
        var lines = rows.map { $0.text(widths, palette) }
        if shown.count < targets.count {
            lines.insert("… and \(Quantity(targets.count - shown.count, "more target"))", at: lines.count - 1)
        }
        return "\n" + lines.map { $0 + "\n" }.joined()
    }

    private static let limit = 20

    private var mostInteresting: [Target] {
        guard targets.count > Self.limit else { return targets }
        let ranked = targets.indices.sorted { (targets[$0].span?.seconds ?? 0) > (targets[$1].span?.seconds ?? 0) }
        return ranked.prefix(Self.limit).sorted().map { targets[$0] }
    }

    private struct Row {
        let cells: [String]

        init(_ name: String, _ tally: Tally, _ span: ClosedRange<Timestamp>?, _ size: Int64?, isDone: Bool) {
            let steps = "\(Quantity(tally.known, "step")), \(tally.hits) cached"
            let failures = tally.failures > 0 ? ", \(tally.failures) failed" : isDone ? "" : ", not finished"
            let seconds = span.map { "\($0.seconds.fixed(1))s" } ?? ""
            cells = [
                name.spellingOutControls(), steps + failures, seconds, size.map { ByteCount($0).description } ?? "",
            ]
        }

        static func widths(_ rows: [Row]) -> [Int] {
            (0..<4).map { column in rows.map { $0.cells[column].displayWidth }.max() ?? 0 }
        }

        func text(_ widths: [Int], _ palette: Palette) -> String {
            func padding(_ column: Int) -> String {
                String(repeating: " ", count: max(0, widths[column] - cells[column].displayWidth))
            }
            var text = palette.heading(cells[0]) + padding(0) + "  " + padding(1) + cells[1]
            text += "  " + padding(2) + cells[2]
            if !cells[3].isEmpty { text += "  " + padding(3) + cells[3] }
            while text.last == " " { text.removeLast() }
            return text
        }
    }
}
