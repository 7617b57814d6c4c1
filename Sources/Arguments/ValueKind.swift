/// What a shell may offer where a value is expected. It restricts nothing: `parse` does.
package enum ValueKind: Equatable, Sendable {
    /// Nothing can be offered.
    case text
    case file
    case directory
    case words([String])

    var words: [String] {
        guard case .words(let words) = self else { return [] }
        return words
    }
}
