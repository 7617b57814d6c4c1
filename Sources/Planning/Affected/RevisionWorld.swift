package import Contexts
package import DockerfileLanguage
internal import Git
internal import Host
package import OCI
internal import Synchronization
package import Values

/// The work tree as it was at a revision of git, read from its objects without a checkout. What git ignores or has never seen
/// outside of the repository is as it is now; images are those that are at hand now.
package final class RevisionWorld: PlanningWorld {
    package let surroundings: any Surroundings
    private let workTree: WorkTree
    private let past: PastFiles
    private let contexts = Mutex<[Path: DirectoryContext]>([:])

    package init(_ revision: String, beside workTree: WorkTree) throws {
        let repository = try Repository(of: Path(word: workTree.surroundings.workingDirectory))
        past = try PastFiles(repository, since: try repository.commit(revision))
        surroundings = PastSurroundings(workTree.surroundings, past)
        self.workTree = workTree
        // What was learnt of the work tree is true of most of the past as well.
        workTree.save()
    }

    package func directory(_ path: String) throws -> any ContextFiles {
        let root = past.canonical(Path(word: SlashPath.join(workTree.surroundings.workingDirectory, path)))
        return try contexts.withLock { contexts in
            if let known = contexts[root] { return known }
            let context = try context(root)
            contexts[root] = context
            return context
        }
    }

    private func context(_ root: Path) throws -> DirectoryContext {
        let changes = past.changes(below: root)
        let past = past
        // What is on the disk under that path may have come by a link that was not there.
        guard root.canonical == root, workTree.surroundings.kind(of: root.word) == .directory else {
            let top = Replacement([], .newDirectory)
            return DirectoryContext(root: root, laying: [top] + changes) { past.content(of: $0, in: root) }
        }
        let present = try workTree.context(root.word)
        return changes.isEmpty ? present : present.overlaid(with: changes) { past.content(of: $0, in: root) }
    }

    /// The files that are not what they were, of those that something read then and reads now: paths from the top of the
    /// repository, an ignore file that leaves out other things among them.
    package func changedFiles(from then: [SelectedFiles], to now: [SelectedFiles]) -> [String] {
        var names: [String] = []
        for (old, new) in zip(then, now) {
            guard let oldRoot = root(of: old.context), let newRoot = root(of: new.context) else { continue }
            if new.dependsOnIgnoring(as: old), let file = new.ignoreFile ?? old.ignoreFile {
                names += name(of: file, in: newRoot).map { [$0] } ?? []
            }
            names += ChangedNames(from: (old, oldRoot), to: (new, newRoot), past).all.map(\.word)
        }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private func name(of file: IgnoreFilePlace, in root: Path) -> String? {
        switch file {
        case .top: past.name(of: root / ".dockerignore")?.word
        case .besideDockerfile(let path): path
        }
    }

    private func root(of context: any ContextFiles) -> Path? {
        guard let context = context as? DirectoryContext else { return nil }
        return contexts.withLock { $0.first { $0.value === context }?.key } ?? context.root.canonical
    }

    package func image(_ request: ImageRequest) throws -> BaseImage {
        try workTree.image(request)
    }

    package func layout(
        _ reference: LayoutReference, named name: String, for platform: Platform
    ) throws -> BaseImage {
        try workTree.layout(reference, named: name, for: platform)
    }
}

extension SelectedFiles {
    /// Whether it would be something else if the other's ignore file held.
    fileprivate func dependsOnIgnoring(as other: SelectedFiles) -> Bool {
        if selector.ignore?.texts == other.selector.ignore?.texts { return false }
        var past = selector
        past.ignore = other.selector.ignore
        return (try? context.select(past))?.map(\.digest) != inputs.map(\.digest)
    }
}

/// The machine, with the files of a repository as they were.
private struct PastSurroundings: Surroundings {
    private let present: any Surroundings
    private let past: PastFiles

    init(_ present: any Surroundings, _ past: PastFiles) {
        self.present = present
        self.past = past
    }

    var environment: [String: String] { present.environment }
    var workingDirectory: String { present.workingDirectory }
    var homeDirectory: String { present.homeDirectory }
    var platform: Platform { present.platform }

    func now() -> Timestamp { present.now() }
    func randomBytes(_ count: Int) -> [UInt8] { present.randomBytes(count) }
    func identity(of path: String) -> FileIdentity? { present.identity(of: place(path).word) }

    func contents(of path: String) throws(UnreadableFile) -> [UInt8]? {
        let place = place(path)
        switch try content(of: place, path) {
        case nil: return try present.contents(of: place.word)
        case .nothing?: return nil
        case .bytes(let bytes)?: return bytes
        }
    }

    func kind(of path: String) -> FileKind? {
        let place = place(path)
        if let isDirectory = past.isDirectory(place) {
            if isDirectory { return .directory }
            if case .bytes? = try? past.bytes(at: place) { return .file }
            return nil
        }
        if case .nothing? = try? past.bytes(at: place) { return nil }
        return present.kind(of: place.word)
    }

    private func content(of place: Path, _ path: String) throws(UnreadableFile) -> PastContent? {
        do {
            return try past.bytes(at: place)
        } catch {
            throw UnreadableFile(path: path, reason: "\(error)")
        }
    }

    private func place(_ path: String) -> Path {
        past.canonical(Path(word: SlashPath.join(workingDirectory, path)))
    }
}
