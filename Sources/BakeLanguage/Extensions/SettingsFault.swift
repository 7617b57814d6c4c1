internal import Values

/// What is wrong with a setting.
enum SettingsFault {
    /// Of an object at a path, which is found to be something else.
    case notObject(String, String)
    case unknown(String, in: String, known: [String])
    case wrong(String, expected: String)
    case empty(String)
    case repeated(String, first: SourceRange)
    case label(String)

    func diagnostic(at range: SourceRange) -> Diagnostic {
        switch self {
        case .notObject(let path, let type):
            Diagnostic(.error, "\(path) must be an object, and is \(type)", at: range)
        case .unknown(let name, let path, let known):
            Diagnostic(
                .error, "\(path) has no setting \"\(name)\"", at: range,
                hint: Spelling.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
                    ?? "known are \(known.sorted().joined(separator: ", "))")
        case .wrong(let path, let expected):
            Diagnostic(.error, "\(path) must be \(expected)", at: range)
        case .empty(let path):
            Diagnostic(.error, "\(path) must not be empty", at: range, hint: "leave it out")
        case .repeated(let path, let first):
            Diagnostic(
                .error, "\(path) is set twice", at: range, label: "set again here",
                notes: [Diagnostic.Note("first set here", first)], hint: "write all of it in one place")
        case .label(let name):
            Diagnostic(.error, "the block \"\(name)\" has no label", at: range, label: "one label too many")
        }
    }
}
