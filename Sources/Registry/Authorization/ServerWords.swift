internal import Values

/// What a server says about what it does not do, made fit to be shown.
enum ServerWords {
    /// The messages of an answer, as registries (`errors`), token servers (`error_description`, `details`) and others write
    /// them; nil where there are none, or where one of `secrets` would be shown.
    static func reason(in body: [UInt8], hiding secrets: [String] = []) -> String? {
        guard let answer = try? JSON(parsing: body, limit: 1 << 20) else { return nil }
        let messages = (answer["errors"]?.elements ?? []).prefix(3).compactMap {
            $0["message"]?.string ?? $0["code"]?.string
        }
        let others = ["error_description", "details", "detail", "message", "error"].compactMap { answer[$0]?.string }
        let found = messages.isEmpty ? Array(others.prefix(1)) : messages
        return fit(found.filter { !$0.isEmpty }.joined(separator: "; "), hiding: secrets)
    }

    /// Nil for what says nothing.
    static func fit(_ text: String, hiding secrets: [String] = []) -> String? {
        guard !secrets.contains(where: { !$0.isEmpty && text.holds($0) }) else { return nil }
        var shown = ""
        for scalar in text.unicodeScalars.prefix(longest) { shown += spelled(scalar) }
        while let last = shown.last, last == " " || last == "." { shown.removeLast() }
        if text.unicodeScalars.count > longest { shown += "…" }
        return shown.isEmpty ? nil : shown
    }

    private static let longest = 300

    private static func spelled(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control where "\n\r\t".unicodeScalars.contains(scalar): " "
        // Some turn around what comes behind them.
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse:
            "\\u{\(String(scalar.value, radix: 16))}"
        default: String(scalar)
        }
    }
}

extension String {
    fileprivate func holds(_ part: String) -> Bool {
        let (all, part) = (Array(utf8), Array(part.utf8))
        guard let first = part.first, all.count >= part.count else { return false }
        return (0...all.count - part.count).contains { all[$0] == first && all[$0...].starts(with: part) }
    }
}
