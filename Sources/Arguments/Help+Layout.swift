extension Help {
    /// The text, without line ends. No line is wider than `width` unless a single word is.
    package func lines(width: Int = 80, styling: Styling = .plain) -> [String] {
        let layout = Layout(width: width, styling: styling, column: column(width: width))
        var lines: [String] = []
        for part in parts {
            let added = layout.lines(of: part)
            if !added.isEmpty { lines += lines.isEmpty ? added : [""] + added }
        }
        return lines
    }

    /// Where meanings begin, in all tables alike: behind the longest name that leaves them enough room. A longer one
    /// has a line to itself.
    private func column(width: Int) -> Int {
        let limit = min(Layout.widestName, width - Layout.narrowestMeaning - 4)
        let names = parts.flatMap(\.rows).map(\.width).filter { $0 <= limit }
        return (names.max() ?? 0) + 4
    }
}

extension Help.Part {
    fileprivate var rows: [Help.Row] {
        guard case .table(_, let rows) = self else { return [] }
        return rows
    }
}

extension Help.Row {
    fileprivate var width: Int { name.count + operand.count }
}

/// Puts the parts of a help text on lines.
private struct Layout {
    static let widestName = 26
    static let narrowestMeaning = 20

    let width: Int
    let styling: Styling
    let column: Int

    func lines(of part: Help.Part) -> [String] {
        switch part {
        case .text(let text): TextWrapping.lines(of: text, width: width)
        case .usage(let command, let operands): usage(command, operands)
        case .table(_, let rows) where rows.isEmpty: []
        case .table(let title, let rows): [styling.heading("\(title):")] + rows.flatMap(lines)
        case .examples(let examples) where examples.isEmpty: []
        case .examples(let examples): [styling.heading("Examples:")] + examples.flatMap(lines)
        }
    }

    private func usage(_ command: String, _ operands: [String]) -> [String] {
        let lead = "Usage: \(command) "
        let indent = String(repeating: " ", count: lead.count)
        let lines = TextWrapping.lines(of: operands, width: max(width - lead.count, Self.narrowestMeaning))
        return lines.enumerated().map { index, line in
            index == 0 ? "\(styling.heading("Usage:")) \(styling.name(command)) \(line)" : indent + line
        }
    }

    private func lines(of row: Help.Row) -> [String] {
        let room = max(width - column, Self.narrowestMeaning)
        let indent = String(repeating: " ", count: column)
        var meaning = TextWrapping.lines(of: row.meaning, width: room)[...]
        var first = "  " + styledName(row)
        if row.width + 4 <= column, let start = meaning.popFirst() {
            first += String(repeating: " ", count: column - row.width - 2) + start
        }
        return [first] + meaning.map { indent + $0 }
    }

    /// The room before a name is left out of the styling, which may underline.
    private func styledName(_ row: Help.Row) -> String {
        let name = row.name.drop { $0 == " " }
        return row.name.prefix(row.name.count - name.count) + styling.name(String(name)) + row.operand
    }

    private func lines(of example: Declaration.Example) -> [String] {
        let meaning = TextWrapping.lines(of: example.meaning, width: max(width - 6, Self.narrowestMeaning))
        return ["  " + styling.name(example.line)] + meaning.map { "      " + $0 }
    }
}
