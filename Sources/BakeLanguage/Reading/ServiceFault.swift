internal import Values

/// What is wrong with a service for bake, though Compose may be content with it.
enum ServiceFault {
    case entry(EntryFault)
    case externalSecret(String)

    func diagnostic(at range: SourceRange?) -> Diagnostic {
        switch self {
        case .entry(let fault): Diagnostic(.error, "\(fault)", at: range, hint: fault.hint)
        case .externalSecret(let name):
            Diagnostic(
                .error, "secret \"\(name)\" is external, and is kept where no build can read it", at: range,
                hint: "give it a file or an environment variable")
        }
    }
}
