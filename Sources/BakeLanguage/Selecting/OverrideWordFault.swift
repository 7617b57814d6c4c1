internal import Values

/// What can be wrong with a word behind `--set`.
enum OverrideWordFault: Error {
    case noKey
    case noValue
    case noName(OverrideKey)
    case noAddition(OverrideKey)
    case unknownKey(String)
    case notFlag(OverrideKey, String)
    case entry(OverrideKey, EntryFault)
    case secretOfOtherID(String, String)
    case secretNotDeclared(String)

    func diagnostic(at place: SourceRange) -> Diagnostic {
        switch self {
        case .noKey:
            Diagnostic(.error, "an override names a target and a key", at: place, hint: "write TARGET.KEY=VALUE")
        case .noValue: Diagnostic(.error, "the override has no value", at: place, hint: "write TARGET.KEY=VALUE")
        case .noName(let key):
            Diagnostic(
                .error, "\(key.rawValue) needs a name", at: place, hint: "write TARGET.\(key.rawValue).NAME=VALUE")
        case .noAddition(let key): Diagnostic(.error, "nothing can be added to \(key.rawValue) with +=", at: place)
        case .unknownKey(let key):
            Diagnostic(
                .error, "there is no key \"\(key)\" to override", at: place,
                hint: Spelling.nearest(to: key, among: Self.keys).map { "did you mean \"\($0)\"?" }
                    ?? "the keys are \(Self.keys.joined(separator: ", "))")
        case .notFlag(let key, let value):
            Diagnostic(.error, "\(key.rawValue) is true or false, and not \"\(value)\"", at: place)
        case .entry(let key, let fault):
            Diagnostic(.error, "\(key.rawValue) does not fit: \(fault)", at: place, hint: fault.hint)
        case .secretOfOtherID(let id, let other):
            Diagnostic(.error, "the source is for secret \"\(other)\", and not for \"\(id)\"", at: place)
        case .secretNotDeclared(let id):
            Diagnostic(
                .error, "the target has no secret \"\(id)\"", at: place,
                hint: "add one with TARGET.secrets+=id=\(id),src=FILE")
        }
    }

    private static let keys = OverrideKey.allCases.map(\.rawValue)
}
