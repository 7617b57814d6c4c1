/// What a look at one part of the machine came to.
package struct CheckupFinding: Equatable, Sendable {
    package enum State: String, Sendable {
        case ok
        /// Something will not work that not every build needs.
        case warning
        /// Nothing can be built.
        case problem
    }

    /// What was looked at, in a word or two.
    package let subject: String
    package let state: State
    package let words: String
    /// What to do about it.
    package let remedy: String?

    static func ok(_ subject: String, _ words: String) -> CheckupFinding {
        CheckupFinding(subject: subject, state: .ok, words: words, remedy: nil)
    }

    static func warning(_ subject: String, _ words: String, _ remedy: String?) -> CheckupFinding {
        CheckupFinding(subject: subject, state: .warning, words: words, remedy: remedy)
    }

    static func problem(_ subject: String, _ words: String, _ remedy: String?) -> CheckupFinding {
        CheckupFinding(subject: subject, state: .problem, words: words, remedy: remedy)
    }
}
