internal import Values

/// Lays diagnostics out, one after the other.
struct DiagnosticLayout {
    private let palette: Palette
    private let columns: Int
    private var lines = LineCounter()

    init(_ palette: Palette, columns: Int) {
        self.palette = palette
        self.columns = columns
    }

    mutating func text(of diagnostic: Diagnostic) -> String {
        let paint = diagnostic.severity == .error ? palette.error : palette.warning
        let kind = paint(diagnostic.severity == .error ? "error:" : "warning:")
        var remark = diagnostic.label.map(shown)
        var hint = diagnostic.hint.map(shown)
        let place = diagnostic.range.map { lines.place(of: $0) }
        let excerpt = place.flatMap { Excerpt(of: $0, columns: columns) }
        if remark == nil, let text = hint, let excerpt, excerpt.hasRoom(for: text, columns: columns) {
            remark = palette.hint(text)
            hint = nil
        }
        var text = heading(place, kind, palette.heading(shown(diagnostic.message)))
        if let excerpt { text += excerpt.text(remark: remark, paint: paint) }
        if excerpt == nil, let remark { text += "  \(remark)\n" }
        if let hint { text += "\(palette.hint("hint:")) \(hint)\n" }
        return diagnostic.notes.reduce(text) { $0 + self.text(of: $1) }
    }

    private mutating func text(of note: Diagnostic.Note) -> String {
        let place = note.range.map { lines.place(of: $0) }
        let excerpt = place.flatMap { Excerpt(of: $0, columns: columns) }
        return heading(place, palette.heading("note:"), shown(note.message))
            + (excerpt?.text(remark: nil, paint: palette.heading) ?? "")
    }

    private func heading(_ place: SourcePlace?, _ kind: String, _ message: String) -> String {
        let position =
            place.map {
                palette.heading("\($0.file.name.spellingOutControls()):\($0.line):\($0.column):") + " "
            } ?? ""
        return "\(position)\(kind) \(message)\n"
    }

    /// Lines after the first are indented, so that none is taken for another message.
    private func shown(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        return lines.map { String($0).spellingOutControls() }.joined(separator: "\n  ")
    }
}
