package import Values

/// One call of the program that built something.
package struct Run: Equatable, Sendable {
    package enum Outcome: String, Sendable {
        case succeeded
        case failed
        case cancelled
    }

    package let id: String
    /// As it was called, for people.
    package let command: String
    package let started: Timestamp
    /// Nil as long as it goes on, and for ever when it was killed.
    package let ended: Timestamp?
    package let outcome: Outcome?
}
