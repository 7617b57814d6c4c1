internal import DockerfileLanguage

/// Applies a view to the entries of its directory, one after the other.
struct Judge {
    private let view: View
    private var path: [UInt8]
    /// The path from the source, where anything asks for it.
    private var local: [UInt8]
    private let isLocal: Bool
    private var ignored: PathFilter.Verdict?
    private var excluded: PathFilter.Verdict?
    private var match: ParentsPattern.Match?

    init(_ view: View) {
        self.view = view
        path = view.path
        isLocal = view.excludes != nil || view.wanted != nil
        local = isLocal ? Array(view.path[view.base...]) : []
    }

    /// Turns to an entry and says what drops it: `.ignored`, `.dropped`, both or neither.
    mutating func judge(_ name: UnsafeBufferPointer<UInt8>) -> Entry.Flags {
        var flags: Entry.Flags = []
        if let ignore = view.ignore {
            path.append(contentsOf: name)
            let verdict = ignore.filter.verdict(on: path, below: ignore.verdict)
            path.removeLast(name.count)
            if verdict.isExcluded { flags.insert(.ignored) }
            ignored = verdict
        }
        guard isLocal else { return flags }
        local.append(contentsOf: name)
        if let excludes = view.excludes {
            let verdict = excludes.filter.verdict(on: local, below: excludes.verdict)
            if verdict.isExcluded { flags.insert(.dropped) }
            excluded = verdict
        }
        if let wanted = view.wanted {
            let match = wanted.pattern.match(local, below: wanted.match)
            if !match.isWanted { flags.insert(.dropped) }
            self.match = match
        }
        local.removeLast(name.count)
        return flags
    }

    /// What is to be seen of the directory that was judged last; nil when nothing in it can be kept.
    mutating func inside(_ name: UnsafeBufferPointer<UInt8>) -> View? {
        var inner = View()
        path.append(contentsOf: name)
        if isLocal { local.append(contentsOf: name) }
        defer {
            path.removeLast(name.count)
            if isLocal { local.removeLast(name.count) }
        }
        if let filter = view.ignore?.filter, let verdict = ignored {
            switch reach(filter, verdict, path) {
            case .nothing: return nil
            case .some: inner.ignore = View.Sieve(filter, verdict)
            case .all: break
            }
        }
        if let filter = view.excludes?.filter, let verdict = excluded {
            switch reach(filter, verdict, local) {
            case .nothing: return nil
            case .some: inner.excludes = View.Sieve(filter, verdict)
            case .all: break
            }
        }
        if let pattern = view.wanted?.pattern, let match {
            guard pattern.mayMatch(below: local, match) else { return nil }
            inner.wanted = View.Wanted(pattern, match)
        }
        if inner.isWhole { return .whole }
        (inner.path, inner.base) = (path + [UInt8(ascii: "/")], view.base)
        return inner
    }

    private enum Reach {
        case nothing
        case some
        case all
    }

    /// How much of a directory a filter keeps.
    private func reach(_ filter: PathFilter, _ verdict: PathFilter.Verdict, _ path: [UInt8]) -> Reach {
        if verdict.isExcluded { return filter.mayKeep(below: path, verdict) ? .some : .nothing }
        return filter.keepsAll(below: path, verdict) ? .all : .some
    }
}
