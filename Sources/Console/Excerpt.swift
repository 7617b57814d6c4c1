internal import Values

/// The line that a place is on, and a mark below it.
///
///       3 |   tgas = ["x"]
///         |   ^~~~
struct Excerpt {
    private let number: String
    /// What is shown of the line.
    private let line: String
    /// How many columns are left of the mark.
    private let indentation: Int
    /// How many columns the mark takes.
    private let width: Int

    /// Nil when there is nothing on the line.
    init?(of place: SourcePlace, columns: Int) {
        number = String(place.line)
        var view = SourceLineView(of: place, columns: max(20, columns - Self.gutter(number).count))
        if view.isBlank { return nil }
        view.cut()
        line = view.text
        indentation = view.indentation
        width = max(1, view.markWidth)
    }

    func hasRoom(for remark: String, columns: Int) -> Bool {
        !remark.contains("\n")
            && Self.gutter(number).count + indentation + width + 1 + remark.displayWidth <= columns
    }

    func text(remark: String?, paint: (String) -> String) -> String {
        let mark = paint("^" + String(repeating: "~", count: width - 1))
        let blank = Self.gutter(String(repeating: " ", count: number.count))
        let remark = remark.map { " \($0)" } ?? ""
        return """
            \(Self.gutter(number))\(line)
            \(blank)\(String(repeating: " ", count: indentation))\(mark)\(remark)

            """
    }

    private static func gutter(_ number: String) -> String { "  \(number) | " }
}
