package import Values

/// A .dockerignore, line by line.
package struct IgnoreFile: Sendable {
    package let name: String
    /// As `PathFilter` takes them: without comments and blanks, cleaned, and without a slash before them.
    package let patterns: [String]
    /// Where they stand.
    package let ranges: [SourceRange]
    private let known: [IgnorePattern]

    /// Every line that is no pattern is told of, not only the first.
    package init(_ file: SourceFile) throws(Diagnostics) {
        var patterns: [String] = []
        var ranges: [SourceRange] = []
        var known: [IgnorePattern] = []
        var faults: [Diagnostic] = []
        for line in Self.lines(of: file.bytes) {
            let text = file.bytes[line]
            if text.first == UInt8(ascii: "#") { continue }
            guard let written = Self.withoutBlanks(text) else { continue }
            let pattern = Self.pattern(written)
            let range = SourceRange(file, written.startIndex..<written.endIndex)
            do throws(IgnoreFault) {
                if let pattern = try IgnorePattern(pattern) { known.append(pattern) }
            } catch {
                faults.append(Diagnostic(.error, error.description, at: range, hint: error.hint))
            }
            patterns.append(pattern)
            ranges.append(range)
        }
        guard faults.isEmpty else { throw Diagnostics(faults) }
        name = file.name
        self.patterns = patterns
        self.ranges = ranges
        self.known = known
    }

    /// The filter that it makes.
    package var filter: PathFilter { PathFilter(known) }

    /// A byte order mark at the top is no part of the first.
    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            lines.append(start..<end)
            start = end + 1
        }
        return lines
    }

    private static func withoutBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let trimmed = text.withoutBlanks
        return trimmed.isEmpty ? nil : trimmed
    }

    /// Paths of the machine's root are meant relative to the context.
    private static func pattern(_ written: ArraySlice<UInt8>) -> String {
        let bringsBack = written.first == UInt8(ascii: "!")
        let path = bringsBack ? written.dropFirst().withoutBlanks : written
        guard !path.isEmpty else { return "!" }
        let clean = SlashPath.clean(String(keepingBytes: Array(path)))
        let hasRoot = clean.utf8.count > 1 && clean.utf8.first == UInt8(ascii: "/")
        return (bringsBack ? "!" : "") + Substring(clean.utf8.dropFirst(hasRoot ? 1 : 0))
    }
}
