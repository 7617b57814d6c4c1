internal import Values

/// Why what was asked for cannot be built.
enum SelectionFault {
    case unknownTarget(String, known: [String])
    case unknownMember(String, of: String, known: [String])
    case unknownParent(String, of: String, known: [String], isGroup: Bool)
    case unknownLink(String, from: String, known: [String], isGroup: Bool)
    case circularGroup(String)
    case tooDeep(String, Int)
    case tooManyParents(String, limit: Int)
    case linksToItself(String)
    case circularLink(String, String)
    case platformsOfLink(String, String, [String])
    case noMatch(String)
    case badPattern(String)
    case tagPushedTwice(String, String, String)
    case scopeWrittenTwice(String, String, String)
    case cacheWrittenTwice(String, String, String)

    func diagnostic(at range: SourceRange?, notes: [Diagnostic.Note] = []) -> Diagnostic {
        let (message, hint) = words
        return Diagnostic(severity, message, at: range, notes: notes, hint: hint)
    }

    /// buildx has one cache replace the other without a word, and files that live with it must go on working.
    private var severity: Diagnostic.Severity {
        if case .cacheWrittenTwice = self { .warning } else { .error }
    }

    private var words: (String, hint: String?) {
        switch self {
        case .unknownTarget(let name, let known):
            ("there is no target or group \"\(name)\"", Self.nearest(name, known))
        case .unknownMember(let name, let group, let known):
            ("group \"\(group)\" has a member \"\(name)\", which is no target and no group", Self.nearest(name, known))
        case .unknownParent(let name, let target, let known, let isGroup):
            (
                "target \"\(target)\" inherits from \"\(name)\", which is " + (isGroup ? "a group" : "no target"),
                isGroup ? nil : Self.nearest(name, known)
            )
        case .unknownLink(let name, let target, let known, let isGroup):
            (
                "target \"\(target)\" has a context target:\(name), which is " + (isGroup ? "a group" : "no target"),
                isGroup ? nil : Self.nearest(name, known)
            )
        case .circularGroup(let name): ("group \"\(name)\" is a member of itself, directly or through others", nil)
        case .tooDeep(let name, let limit):
            ("more than \(limit) groups, parents or contexts lead to \"\(name)\" in a row", nil)
        case .tooManyParents(let name, let limit):
            ("target \"\(name)\" inherits from more than \(limit) targets", nil)
        case .linksToItself(let name): ("target \"\(name)\" has itself as a context", nil)
        case .circularLink(let from, let to):
            ("targets \"\(from)\" and \"\(to)\" are contexts of one another, directly or through others", nil)
        case .platformsOfLink(let target, let link, let missing):
            (
                "target \"\(target)\" is for \(missing.joined(separator: ", ")), and its context target:\(link) is not",
                "add \(missing.count == 1 ? "it" : "them") to the platforms of \"\(link)\""
            )
        case .noMatch(let pattern): ("no target matches \"\(pattern)\"", "see `hearth bake --list=targets`")
        case .badPattern(let pattern):
            (
                "\"\(pattern)\" is no pattern",
                "close each [ with a ], and have something behind each \\"
            )
        case .tagPushedTwice(let tag, let first, let second):
            (
                "targets \"\(first)\" and \"\(second)\" both push \(tag)",
                "only one of them could be found there afterwards: give each a tag of its own"
            )
        case .cacheWrittenTwice(let cache, let first, let second):
            (
                "targets \"\(first)\" and \"\(second)\" both write the cache \(cache)",
                "the last one to finish replaces the other: give each a cache of its own"
            )
        case .scopeWrittenTwice(let scope, let first, let second):
            (
                "targets \"\(first)\" and \"\(second)\" both write the cache scope \"\(scope)\"",
                "leave the scope out, and each target has one of its own name"
            )
        }
    }

    private static func nearest(_ name: String, _ known: [String]) -> String {
        Spelling.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" } ?? "see `hearth bake --list=targets`"
    }
}
