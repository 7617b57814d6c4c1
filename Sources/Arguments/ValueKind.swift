/// What a shell may offer where a value is expected. It restricts nothing: `parse` does.
package enum ValueKind: Equatable, Sendable {
    /// Nothing can be offered.
    case text
    case file
    case directory
    case words([String])
    /// Some of the texts there are.
    case examples([String])
    /// The names that lead to a command of the program, one after the other: for an argument that is repeated.
    case commands

    /// All that can be written.
    var words: [String] {
        guard case .words(let words) = self else { return [] }
        return words
    }
}
