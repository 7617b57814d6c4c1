package import Values

/// A string of the JSON syntax. What it means depends on where it stands, so it is read when that is known.
package struct JSONString: Sendable {
    /// Without the quotes, escapes resolved.
    package let text: String
    package let range: SourceRange

    package init(text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}
