internal import Values

extension String {
    /// How many columns of a terminal the text takes, as far as that can be told without asking it: two for what East
    /// Asian scripts and emoji fill, none for what only adds to the letter before.
    package var displayWidth: Int {
        utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.displayWidth }
    }

    /// The text with all that would steer a terminal spelt out: control characters, and those that turn the direction
    /// of writing; bytes that are no text likewise. `kept` are let through.
    package func spellingOutControls(except kept: Set<Unicode.Scalar> = []) -> String {
        // Nearly all text is told by its bytes; Unicode has to be asked for the rest.
        if utf8.allSatisfy({ 0x20..<0x7f ~= $0 }) { return self }
        guard unicodeScalars.contains(where: { $0.isControl && !kept.contains($0) }) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isControl, !kept.contains(scalar) {
                text += scalar.keptByte.map { "\\x\(Hex.encode([$0]))" } ?? scalar.escaped(asASCII: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// The text as one word that can be pasted into a shell.
    package var shellWord: String {
        let isPlain =
            !isEmpty
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789_./+=:,@%-".unicodeScalars.contains($0)
            }
        if isPlain { return self }
        return isText ? "'\(replacing("'", with: #"'\''"#))'" : "$'\(spellingOutBytes)'"
    }

    /// For bash's `$'…'`, where a backslash begins what cannot be typed.
    private var spellingOutBytes: String {
        replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#).spellingOutControls()
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        let isEmoji = first.properties.isEmojiPresentation || unicodeScalars.contains("\u{fe0f}")
        return isEmoji || Self.wide.contains { $0 ~= first } ? 2 : 1
    }

    /// Where Unicode's East Asian Width is wide or full, in large pieces.
    private static let wide: [ClosedRange<Unicode.Scalar>] = [
        "\u{1100}"..."\u{115f}", "\u{2e80}"..."\u{303e}", "\u{3041}"..."\u{4dbf}", "\u{4e00}"..."\u{a4cf}",
        "\u{a960}"..."\u{a97f}", "\u{ac00}"..."\u{d7a3}", "\u{f900}"..."\u{faff}", "\u{fe30}"..."\u{fe6f}",
        "\u{ff01}"..."\u{ff60}", "\u{ffe0}"..."\u{ffe6}", "\u{1b000}"..."\u{1b2ff}", "\u{1f200}"..."\u{1f2ff}",
        "\u{20000}"..."\u{3fffd}",
    ]
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool {
        keptByte != nil || properties.generalCategory == .control
            || "\u{2028}"..."\u{202e}" ~= self || "\u{2066}"..."\u{2069}" ~= self
    }
}
