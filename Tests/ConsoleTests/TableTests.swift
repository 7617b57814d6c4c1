import Console
import Testing

struct TableTests {
    static func text(_ rows: [[String]], coloured: Bool = false) throws -> String {
        let file = try OutputFile()
        let table = try Table(
            [.text("NAME", width: 6), .number("SIZE", width: 5), .text("NOTE")], to: file.output,
            Palette(isColoured: coloured))
        for row in rows { try table.row(row[0], row[1], row[2]) }
        try file.output.flush()
        return try file.text()
    }

    @Test func `headings stand over their columns`() throws {
        #expect(
            try Self.text([["a", "1 B", "first"], ["longer", "10 kB", "second"]]) == """
                NAME     SIZE  NOTE
                a         1 B  first
                longer  10 kB  second

                """)
    }

    @Test func `no row ends in blanks`() throws {
        #expect(try Self.text([["a", "1 B", ""], ["a", "", ""], ["", "", ""]]).hasSuffix("\na         1 B\na\n\n"))
    }

    @Test func `a cell that is too wide pushes the rest along`() throws {
        #expect(try Self.text([["much too long", "1 B", "x"]]).hasSuffix("\nmuch too long    1 B  x\n"))
    }

    @Test(arguments: [
        // Two bytes and one column.
        ("héé", "héé       1 B  x"),
        // Six bytes and four columns.
        ("日本", "日本      1 B  x"),
        ("🐳", "🐳        1 B  x"),
        // A letter and an accent of its own.
        ("e\u{301}", "e\u{301}         1 B  x"),
    ])
    func `columns are counted as a terminal shows them`(name: String, row: String) throws {
        #expect(try Self.text([[name, "1 B", "x"]]).hasSuffix("\n\(row)\n"))
    }

    @Test func `no cell can break a row or steer the terminal`() throws {
        let rows = try Self.text([["a\nb", "1 B", "\u{1b}[31mred\u{202e}"]])
        #expect(rows.hasSuffix("\na\\nb      1 B  \\u{1B}[31mred\\u{202E}\n"))
    }

    @Test func `only the headings are coloured`() throws {
        #expect(
            try Self.text([["a", "1 B", "x"]], coloured: true)
                == "\u{1b}[1mNAME     SIZE  NOTE\u{1b}[0m\na         1 B  x\n")
    }
}
