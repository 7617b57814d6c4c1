internal import Contexts
internal import DockerfileLanguage
internal import Host
internal import Values

/// Names the files that are not what they were, among those that something read then and reads now.
struct ChangedNames {
    /// The roots of the contexts.
    private let (oldRoot, newRoot): (Path, Path)
    private let (old, new): (SelectedFiles, SelectedFiles)
    private let past: PastFiles

    init(from old: (SelectedFiles, Path), to new: (SelectedFiles, Path), _ past: PastFiles) {
        (self.old, oldRoot) = old
        (self.new, newRoot) = new
        self.past = past
    }

    /// From the top of the repository, sorted.
    var all: [Path] {
        let candidates = Set(past.changedFiles(below: oldRoot)).union(past.changedFiles(below: newRoot))
        let changed = candidates.filter { (Self.reads($0, old) || Self.reads($0, new)) && isChanged($0) }
        return changed.compactMap { past.name(of: newRoot / Path(bytes: $0)) }.sorted {
            $0.bytes.lexicographicallyPrecedes($1.bytes)
        }
    }

    /// Git also names what was changed and changed back, and what is elsewhere under the same name.
    private func isChanged(_ path: [UInt8]) -> Bool {
        if past.wasLink(oldRoot / Path(bytes: path)) || (newRoot / Path(bytes: path)).linkTarget != nil { return true }
        let selector = Selector(sources: [String(keepingBytes: path)], isMount: true)
        let before = try? old.context.select(selector)
        let after = try? new.context.select(selector)
        return before?.map(\.digest) != after?.map(\.digest)
    }

    /// Whether a path of the context is among what was selected, or leads there.
    private static func reads(_ path: [UInt8], _ files: SelectedFiles) -> Bool {
        if files.selector.ignore?.dropping(path) != nil { return false }
        if files.selector.sources.contains(where: { leads(path, to: $0) }) { return true }
        return files.inputs.contains { input in
            guard input.kind == .directory else { return input.path.keptBytes == path }
            guard let inner = inner(path, of: input.path.keptBytes) else { return false }
            return isKept(inner, files.selector)
        }
    }

    /// Whether a path is, or may be, a link on the way to a source.
    private static func leads(_ path: [UInt8], to source: String) -> Bool {
        let way = source.keptBytes.drop { $0 == UInt8(ascii: "/") }
        return way.starts(with: path)
            && (way.count == path.count || way.dropFirst(path.count).first == UInt8(ascii: "/"))
    }

    private static func inner(_ path: [UInt8], of directory: [UInt8]) -> [UInt8]? {
        if directory == [UInt8(ascii: ".")] { return path }
        let start = directory + [UInt8(ascii: "/")]
        return path.starts(with: start) ? Array(path.dropFirst(start.count)) : nil
    }

    private static func isKept(_ path: [UInt8], _ selector: Selector) -> Bool {
        if let excludes = try? PathFilter(selector.excludes), excludes.dropping(path) != nil { return false }
        guard selector.keepsParents else { return true }
        return selector.sources.contains { source in
            guard let pattern = try? ParentsPattern(source) else { return false }
            var match = ParentsPattern.Match.root
            for directory in PastDirectories.holders(of: path) { match = pattern.match(directory, below: match) }
            return pattern.match(path, below: match).isWanted
        }
    }
}
