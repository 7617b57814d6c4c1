internal import Values

/// What can be wrong with a word behind `--set`.
enum OverrideWordFault: Error {
    case noKey
    case noValue
    case noName(String)
    case noAddition(String)
    case unknownKey(String)
    case notFlag(String, String)
    case entry(String, EntryFault)
    case secretOfOtherID(String, String)
    case secretNotDeclared(String)

    func diagnostic(at place: SourceRange) -> Diagnostic {
        switch self {
        case .noKey:
            Diagnostic(.error, "an override names a target and a key", at: place, hint: "write TARGET.KEY=VALUE")
        case .noValue: Diagnostic(.error, "the override has no value", at: place, hint: "write TARGET.KEY=VALUE")
        case .noName(let key):
            Diagnostic(.error, "\(key) needs a name", at: place, hint: "write TARGET.\(key).NAME=VALUE")
        case .noAddition(let key): Diagnostic(.error, "nothing can be added to \(key) with +=", at: place)
        case .unknownKey(let key):
            Diagnostic(
                .error, "there is no key \"\(key)\" to override", at: place,
                hint: Spelling.nearest(to: key, among: Target.overridableKeys).map { "did you mean \"\($0)\"?" }
                    ?? "the keys are \(Target.overridableKeys.joined(separator: ", "))")
        case .notFlag(let key, let value):
            Diagnostic(.error, "\(key) is true or false, and not \"\(value)\"", at: place)
        case .entry(let key, let fault):
            Diagnostic(.error, "\(key) does not fit: \(fault)", at: place, hint: fault.hint)
        case .secretOfOtherID(let id, let other):
            Diagnostic(.error, "the source is for secret \"\(other)\", and not for \"\(id)\"", at: place)
        case .secretNotDeclared(let id):
            Diagnostic(
                .error, "the target has no secret \"\(id)\"", at: place,
                hint: "add one with TARGET.secrets+=id=\(id),src=FILE")
        }
    }
}
