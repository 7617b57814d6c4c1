/// Something wrong, or doubtful, in a text that somebody wrote.
package struct Diagnostic: Equatable, Sendable {
    package enum Severity: Sendable {
        case error
        case warning
    }

    /// Another place that has to do with it.
    package struct Note: Equatable, Sendable {
        package let message: String
        package let range: SourceRange?

        package init(_ message: String, _ range: SourceRange? = nil) {
            self.message = message
            self.range = range
        }
    }

    package var severity: Severity
    /// What is wrong, in lower case and without a full stop.
    package var message: String
    package var range: SourceRange?
    /// What to say below the caret, where the message is too general for the place: `expected a string`.
    package var label: String?
    package var notes: [Note]
    /// The next thing to try: `did you mean "tags"?`.
    package var hint: String?
    /// Something is missing that may be in a part of the text which could not be read, so that this may be no fault at all.
    package var mayFollow = false

    package init(
        _ severity: Severity = .error, _ message: String, at range: SourceRange? = nil, label: String? = nil,
        notes: [Note] = [], hint: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.range = range
        self.label = label
        self.notes = notes
        self.hint = hint
    }
}

/// What kept a text from being understood: one error at least.
package struct Diagnostics: Error, Equatable, Sendable {
    package var all: [Diagnostic]

    package init(_ all: [Diagnostic]) {
        self.all = all
    }

    package init(_ diagnostic: Diagnostic) {
        all = [diagnostic]
    }
}
