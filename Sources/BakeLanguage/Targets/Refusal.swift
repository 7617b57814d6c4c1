internal import Values

/// Why a target cannot be built, though its file is right.
enum Refusal {
    case entry(EntryFault)
    case contextFromStandardInput
    case dockerfileFromStandardInput

    func diagnostic(_ target: String, at place: SourceRange?) -> Diagnostic {
        Diagnostic(.error, "target \"\(target)\" cannot be built: \(words)", at: place, hint: hint)
    }

    private var words: String {
        switch self {
        case .entry(let fault): "\(fault)"
        case .contextFromStandardInput: "its context would be the standard input"
        case .dockerfileFromStandardInput: "its Dockerfile would be the standard input"
        }
    }

    private var hint: String? {
        switch self {
        case .entry(let fault): fault.hint
        case .contextFromStandardInput: "name a directory"
        case .dockerfileFromStandardInput: "name a file, or write its text in dockerfile-inline"
        }
    }
}
