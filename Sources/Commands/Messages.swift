internal import Console
internal import Host
internal import Values

/// What is told to a person while or after a command works: warnings, errors, hints. On standard error.
struct Messages: Sendable {
    private let palette: Palette

    init(_ palette: Palette) {
        self.palette = palette
    }

    func warn(_ text: String) {
        write("\(palette.warning("warning:")) \(shown(text))")
    }

    func error(_ text: String, hint: String?) {
        write("\(palette.error("error:")) \(shown(text))")
        if let hint { self.hint(hint) }
    }

    func hint(_ text: String) {
        write("\(palette.hint("hint:")) \(shown(text))")
    }

    /// What is wrong, or doubtful, in files that somebody wrote.
    func show(_ diagnostics: [Diagnostic]) {
        if diagnostics.isEmpty { return }
        let text = diagnostics.display(palette, columns: min(Terminal.error.width ?? 100, 120))
        write(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    /// Names that came from outside may hold anything, and a terminal obeys it.
    private func shown(_ text: String) -> String {
        text.spellingOutControls(except: ["\n"])
    }

    func write(_ line: String) {
        var text = line + "\n"
        // Nobody is left to be told that this failed.
        text.withUTF8 { try? OpenFile.standardError.write(UnsafeRawBufferPointer($0)) }
    }
}
