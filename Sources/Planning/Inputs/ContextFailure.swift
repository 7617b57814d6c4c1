internal import Contexts
internal import Values

/// What is wrong with the files of a context, and which it is.
struct ContextFailure: Error {
    let fault: ContextFault
    /// Where the context is, for people.
    let place: String
    /// The file that leaves some of it out.
    let ignoreName: String?

    /// As it is told of the instruction that asked for the files.
    func diagnostic(at range: SourceRange?) -> Diagnostic {
        Diagnostic(
            .error, fault.description, at: range, notes: [Diagnostic.Note("the context is \(place)")], hint: hint)
    }

    private var hint: String? {
        if case .missing(_, let pattern?, _) = fault, let ignoreName {
            "the pattern \"\(pattern)\" of \(ignoreName) leaves it out"
        } else {
            fault.hint
        }
    }
}
