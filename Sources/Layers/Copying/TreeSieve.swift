internal import DockerfileLanguage

/// What --exclude and --parents leave of a directory. Paths are relative to it.
struct TreeSieve {
    private let excludes: PathFilter?
    private let wanted: ParentsPattern?
    /// Directories that are left out themselves, and there for what they hold.
    private(set) var passages: Set<[UInt8]> = []

    init(excludes: PathFilter?, wanted: ParentsPattern?) {
        (self.excludes, self.wanted) = (excludes, wanted)
    }

    /// What was said of a directory on the way down.
    private struct Verdict {
        var excluded: PathFilter.Verdict = .root
        var match: ParentsPattern.Match = .root
    }

    /// A directory that is gone through.
    private struct Frame {
        let entry: Directory.Entry
        let path: [UInt8]
        let verdict: Verdict
        let isKept: Bool
        let entries: [Directory.Entry]
        var next = 0
        var kept: [Directory.Entry] = []
    }

    mutating func sift(_ top: Directory) -> Directory {
        if excludes == nil, wanted == nil { return top }
        let root = Directory.Entry([], FileNode(.implied, .directory(top)))
        var frames = [Frame(entry: root, path: [], verdict: Verdict(), isKept: true, entries: top.entries)]
        while true {
            let last = frames.count - 1
            guard frames[last].next == frames[last].entries.count else {
                let entry = frames[last].entries[frames[last].next]
                frames[last].next += 1
                if let inner = take(entry, &frames[last]) { frames.append(inner) }
                continue
            }
            let done = frames.removeLast()
            if frames.isEmpty { return Directory(done.kept) }
            leave(done, into: &frames[last - 1])
        }
    }

    /// Keeps an entry or not; a directory that may hold something is gone through next.
    private func take(_ entry: Directory.Entry, _ frame: inout Frame) -> Frame? {
        let path = PathNames.join(frame.path, entry.name)
        var verdict = frame.verdict
        var isKept = true
        if let excludes {
            verdict.excluded = excludes.verdict(on: path, below: frame.verdict.excluded)
            isKept = !verdict.excluded.isExcluded
        }
        if let wanted {
            verdict.match = wanted.match(path, below: frame.verdict.match)
            isKept = isKept && verdict.match.isWanted
        }
        guard let directory = entry.node.directory, mayHold(path, verdict) else {
            if isKept { frame.kept.append(entry) }
            return nil
        }
        return Frame(entry: entry, path: path, verdict: verdict, isKept: isKept, entries: directory.entries)
    }

    /// Whether anything in a directory may be kept that has to be looked at.
    private func mayHold(_ path: [UInt8], _ verdict: Verdict) -> Bool {
        if let excludes, verdict.excluded.isExcluded, !excludes.mayKeep(below: path, verdict.excluded) { return false }
        if let wanted, !wanted.mayMatch(below: path, verdict.match) { return false }
        return true
    }

    private mutating func leave(_ done: Frame, into above: inout Frame) {
        guard done.isKept || !done.kept.isEmpty else { return }
        if !done.isKept { passages.insert(done.path) }
        let node = FileNode(done.entry.node.attributes, .directory(Directory(done.kept)))
        above.kept.append(Directory.Entry(done.entry.name, node))
    }
}
