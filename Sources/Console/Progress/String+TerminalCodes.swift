extension String {
    /// The text without the sequences that colour it, move the cursor or set a title.
    var withoutTerminalCodes: String {
        guard utf8.contains(0x1b) else { return self }
        var text = UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1b}" { Self.passSequence(&rest) } else { text.append(scalar) }
        }
        return String(text)
    }

    private static func passSequence(_ rest: inout Substring.UnicodeScalarView) {
        switch rest.popFirst() {
        case "[":
            // Ends with the first letter or the like.
            while let scalar = rest.popFirst(), !("\u{40}"..."\u{7e}" ~= scalar) {}
        case "]", "P", "_", "^", "X": passText(&rest)
        case "(", ")", "#", "%": _ = rest.popFirst()
        default: return
        }
    }

    /// A text for the terminal, ended by a bell or ESC and a backslash.
    private static func passText(_ rest: inout Substring.UnicodeScalarView) {
        while let scalar = rest.popFirst(), scalar != "\u{7}" {
            if scalar == "\u{1b}" {
                _ = rest.popFirst()
                return
            }
        }
    }
}
