extension String {
    /// What stands before and behind the first `separator`; nil where there is none. Goes by bytes: an accent behind the
    /// separator does not hide it.
    func cut(at separator: Unicode.Scalar) -> (String, String)? {
        guard let place = unicodeScalars.firstIndex(of: separator) else { return nil }
        return (String(self[..<place]), String(self[unicodeScalars.index(after: place)...]))
    }

    /// The parts between `separator`s, empty ones too.
    func parts(at separator: Unicode.Scalar) -> [String] {
        unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }

    /// Without the blanks around it.
    package var trimmed: String {
        let start = unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
