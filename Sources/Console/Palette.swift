package import Host

/// Colours for a stream, or none.
package struct Palette: Sendable {
    package let isColoured: Bool

    package init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    package func error(_ text: String) -> String { paint(text, "1;31") }
    package func warning(_ text: String) -> String { paint(text, "1;33") }
    package func hint(_ text: String) -> String { paint(text, "36") }
    package func heading(_ text: String) -> String { paint(text, "1") }
    package func name(_ text: String) -> String { paint(text, "32") }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}

/// When to colour.
package enum ColourChoice: String, CaseIterable, Sendable {
    case auto
    case always
    case never

    /// `auto` colours what a person looks at, unless they say otherwise (no-color.org) or the terminal cannot.
    package func palette(for stream: Terminal, environment: (String) -> String?) -> Palette {
        switch self {
        case .always: Palette(isColoured: true)
        case .never: Palette(isColoured: false)
        case .auto:
            Palette(
                isColoured: environment("NO_COLOR") == nil && environment("TERM") != "dumb" && stream.isInteractive)
        }
    }
}
