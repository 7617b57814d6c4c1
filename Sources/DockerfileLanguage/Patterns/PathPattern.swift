/// A pattern of paths: `*` is for any text without a slash, `?` for one character but a slash, `**` for directories.
///
/// Paths are bytes, relative and clean. What is literal in a pattern is compared as such; only what lies between goes
/// through an automaton.
struct PathPattern: Sendable {
    enum Dialect: Sendable {
        /// Of ignore files.
        case ignoring
        /// Of the sources of COPY: `**` is `*` twice.
        case copying
    }

    /// How much of what lies below a directory matches.
    enum Reach: Sendable {
        case nothing
        case some
        case everything
    }

    private enum Form: Sendable {
        case exact
        /// `**/name`
        case tail
        /// `**name`
        case suffix
        /// `name/**`
        case prefix
        /// With what a path has to end in to match, and what it has to have in it.
        case general(PathAutomaton, suffix: [UInt8], part: [UInt8])
    }

    private let form: Form
    /// What stands before the first wildcard, or behind the one that there is.
    private let literal: [UInt8]

    init(_ pattern: [UInt8], _ dialect: Dialect) throws(MalformedPattern) {
        let tokens = try PathToken.tokens(of: pattern, dialect)
        let before = tokens.prefix(while: \.isCharacter)
        let behind = tokens.dropFirst(before.count)
        switch (behind.first, behind.dropFirst().allSatisfy(\.isCharacter)) {
        case (nil, _): form = .exact
        case (.directories, true) where before.isEmpty: form = .tail
        case (.anything, true) where before.isEmpty: form = .suffix
        case (.anything, _) where behind.count == 1: form = .prefix
        default:
            let runs = behind.split { !$0.isCharacter }
            let suffix = behind.last?.isCharacter == true ? runs.last : nil
            let part = runs.max { $0.count < $1.count }
            form = .general(
                PathAutomaton(Array(behind)), suffix: PathToken.bytes(of: suffix ?? []),
                part: part?.startIndex == suffix?.startIndex ? [] : PathToken.bytes(of: part ?? []))
        }
        switch form {
        case .tail, .suffix: literal = PathToken.bytes(of: behind)
        default: literal = PathToken.bytes(of: before)
        }
    }

    /// The one path that matches, if there is but one.
    var path: [UInt8]? {
        if case .exact = form { literal } else { nil }
    }

    /// The name that matches wherever it stands, if that is all there is to the pattern.
    var name: [UInt8]? {
        if case .tail = form, !literal.contains(UInt8(ascii: "/")) { literal } else { nil }
    }

    /// Whether it can match whole directories by what they hold.
    var canReachEverything: Bool {
        switch form {
        case .prefix: true
        case .suffix: literal.isEmpty
        case .general(let automaton, _, _): automaton.endsInAnything
        default: false
        }
    }

    func matches(_ path: [UInt8]) -> Bool {
        switch form {
        case .exact: path == literal
        case .tail:
            path.ends(with: literal)
                && (path.count == literal.count || path.isSlash(at: path.count - literal.count - 1))
        case .suffix: path.ends(with: literal)
        case .prefix: path.begins(with: literal)
        case .general(let automaton, let suffix, let part):
            path.begins(with: literal) && path.ends(with: suffix) && path.holds(part, from: literal.count)
                && automaton.matches(path, from: literal.count)
        }
    }

    /// How much it matches of what lies below a directory; `directory` ends in a slash, or is empty for the top. It may
    /// say `some` where it is nothing, or everything.
    func reach(below directory: [UInt8]) -> Reach {
        switch form {
        case .exact: literal.count > directory.count && literal.begins(with: directory) ? .some : .nothing
        case .tail: .some
        case .suffix: literal.isEmpty ? .everything : .some
        case .prefix where directory.begins(with: literal): .everything
        case .prefix: literal.begins(with: directory) ? .some : .nothing
        case .general where directory.count < literal.count: literal.begins(with: directory) ? .some : .nothing
        case .general(let automaton, _, _):
            directory.begins(with: literal) ? automaton.reach(below: directory, from: literal.count) : .nothing
        }
    }
}

extension [UInt8] {
    fileprivate func begins(with start: [UInt8]) -> Bool {
        guard start.count <= count else { return false }
        for place in 0..<start.count where self[place] != start[place] { return false }
        return true
    }

    fileprivate func ends(with end: [UInt8]) -> Bool {
        guard end.count <= count else { return false }
        for place in 1..<(end.count + 1) where self[count - place] != end[end.count - place] { return false }
        return true
    }

    /// Takes long where the first bytes of `part` come often; parts of names are short.
    fileprivate func holds(_ part: [UInt8], from start: Int) -> Bool {
        guard let first = part.first else { return true }
        var place = start
        while place + part.count <= count {
            if self[place] == first, part.indices.allSatisfy({ self[place + $0] == part[$0] }) { return true }
            place += 1
        }
        return false
    }

    fileprivate func isSlash(at place: Int) -> Bool { self[place] == UInt8(ascii: "/") }
}
