internal import Values

/// What is wrong with a YAML text.
enum YAMLFault: Error {
    /// What the library says, and during what: `did not find expected key`, `while parsing a block mapping`.
    case syntax(problem: String, at: SourceRange, context: String?, since: SourceRange?)
    case notText(at: SourceRange)
    case outOfMemory(at: SourceRange)
    case duplicateKey(name: String, at: SourceRange, first: SourceRange)
    case unknownAnchor(name: String, at: SourceRange, known: [String])
    case containsItself(anchor: String, at: SourceRange, defined: SourceRange)
    case tooManyAliases(at: SourceRange)
    case tooDeep(limit: Int, at: SourceRange)
    case notMergeable(at: SourceRange)
    case notOfTag(text: String, tag: String, at: SourceRange)
}

extension YAMLFault {
    var diagnostic: Diagnostic {
        switch self {
        case .syntax(let problem, let range, let context, let since):
            Diagnostic(.error, problem, at: range, notes: note(context, since), hint: hint(at: range))
        case .notText(let range):
            Diagnostic(.error, "the file is not text in UTF-8", at: range)
        case .outOfMemory(let range):
            Diagnostic(.error, "the file is too large to be read", at: range)
        case .duplicateKey(let name, let range, let first):
            Diagnostic(.error, "key \"\(name)\" is given twice", at: range, notes: [.init("first given here", first)])
        case .unknownAnchor(let name, let range, let known):
            Diagnostic(
                .error, "there is no anchor \"\(name)\" before this alias", at: range,
                hint: Spelling.nearest(to: name, among: known).map { "did you mean \"*\($0)\"?" })
        case .containsItself(let anchor, let range, let defined):
            Diagnostic(
                .error, "the value of anchor \"\(anchor)\" contains itself", at: range,
                notes: [.init("begun here", defined)])
        case .tooManyAliases(let range):
            Diagnostic(.error, "aliases make the document too large", at: range)
        case .tooDeep(let limit, let range):
            Diagnostic(.error, "nested more than \(limit) levels deep", at: range)
        case .notMergeable(let range):
            Diagnostic(.error, "only a mapping, or a list of mappings, can be merged", at: range)
        case .notOfTag(let text, let tag, let range):
            Diagnostic(.error, "\"\(text)\" is not what the tag \(tag) says", at: range)
        }
    }

    private func note(_ context: String?, _ since: SourceRange?) -> [Diagnostic.Note] {
        context.map { [.init($0, since)] } ?? []
    }

    private func hint(at range: SourceRange) -> String? {
        switch range.text.utf8.first {
        case UInt8(ascii: "\t"): "indent with spaces: YAML does not take tabs there"
        case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"): "put the value in quotes"
        default: nil
        }
    }
}
