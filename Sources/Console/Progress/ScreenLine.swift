internal import Values

/// A line of a terminal: text, and what stands at its right end.
struct ScreenLine: Equatable {
    let text: String
    let right: String
    /// Of the text.
    let code: String

    init(_ text: String, right: String = "", code: String = "") {
        self.text = text
        self.right = right
        self.code = code
    }

    /// The line within so many columns, of which the last stays free: there, terminals do not agree on where the
    /// cursor is.
    func rendered(_ columns: Int, _ colours: ProgressColours) -> (text: String, width: Int) {
        let room = max(0, columns - 1)
        // The text tells more.
        let end = room - right.displayWidth > 10 ? right : ""
        let (shown, width) = text.cut(toWidth: end.isEmpty ? room : room - end.displayWidth - 1)
        if end.isEmpty { return (colours.paint(shown, code), width) }
        let gap = String(repeating: " ", count: room - width - end.displayWidth)
        return (colours.paint(shown, code) + gap + end, room)
    }
}

extension String {
    /// As much as fits, with an ellipsis where something is missing.
    func cut(toWidth limit: Int) -> (String, width: Int) {
        let whole = displayWidth
        if whole <= limit { return (self, whole) }
        guard limit > 0 else { return ("", 0) }
        var kept = ""
        var width = 0
        for character in self {
            let next = String(character).displayWidth
            if width + next > limit - 1 { break }
            kept.append(character)
            width += next
        }
        return (kept + "…", width + 1)
    }
}
