internal import Console
internal import Host

/// What is told to a person while or after a command works: warnings, errors, hints. On standard error.
struct Messages: Sendable {
    private let palette: Palette

    init(_ palette: Palette) {
        self.palette = palette
    }

    func warn(_ text: String) {
        write("\(palette.warning("warning:")) \(text)")
    }

    func error(_ text: String, hint: String?) {
        write("\(palette.error("error:")) \(text)")
        if let hint { write("\(palette.hint("hint:")) \(hint)") }
    }

    func write(_ line: String) {
        var text = line + "\n"
        // Nobody is left to be told that this failed.
        text.withUTF8 { try? OpenFile.standardError.write(UnsafeRawBufferPointer($0)) }
    }
}
