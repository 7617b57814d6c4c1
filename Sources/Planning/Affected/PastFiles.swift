internal import Contexts
internal import Git
internal import Hashing
internal import Host
internal import Values

/// What was in a commit at the paths that are not the same in the work tree, read from git's objects at once.
struct PastFiles: Sendable {
    private let repository: Repository
    private let entries: [[UInt8]: Entry]
    /// The files below a directory that are not as they were, by their paths from there. Some may be, after all.
    func changedFiles(below directory: Path) -> [[UInt8]] {
        guard let place = paths.place(of: directory) else { return [] }
        let start = place.isEmpty ? [] : place + [UInt8(ascii: "/")]
        return order[firstPlace(notBefore: start)...].prefix { $0.starts(with: start) }.filter { entries[$0] != nil }
            .map { Array($0.dropFirst(start.count)) }
    }

    func wasLink(_ path: Path) -> Bool {
        guard let place = paths.place(of: path), case .link? = entries[place]?.file else { return false }
        return true
    }

    /// A path as git names it; nil for one that is not in the repository.
    func name(of path: Path) -> Path? { paths.place(of: path).map { Path(bytes: $0) } }

    /// What is to be laid over the work tree, directories included.
    private let laid: [[UInt8]: LaidFile]
    /// Their paths in the order of bytes, so that those below a directory stand together.
    private let order: [[UInt8]]
    private let paths: PastPaths

    /// What was at a path.
    private struct Entry {
        let change: Git.Change
        var file: LaidFile
        /// Of a file; nil where there were too many bytes to be kept.
        var bytes: [UInt8]?
    }

    /// Files that people write are smaller, and no others are read as texts.
    private static let largestKept = 1 << 20

    init(_ repository: Repository, since commit: Commit) throws {
        self.repository = repository
        let changes = try repository.changes(since: commit)
        let entries = try Self.entries(changes, repository)
        self.entries = entries
        let files = entries.mapValues(\.file)
        laid = files.merging(PastDirectories(files, below: repository.workTree).changes) { $1 }
        order = laid.keys.sorted { $0.lexicographicallyPrecedes($1) }
        paths = PastPaths(below: repository.workTree) { place in
            switch files[place] {
            case .link(let target)?: .link(target: target)
            case nil where !PastDirectories.holders(of: place).contains { files[$0] != nil }: .asNow
            default: .other
            }
        }
    }

    private static func entries(_ changes: [Git.Change], _ repository: Repository) throws -> [[UInt8]: Entry] {
        var entries: [[UInt8]: Entry] = [:]
        for change in changes { entries[change.path.bytes] = Entry(change: change, file: outline(change)) }
        let modes = Modes(of: repository.workTree)
        try repository.forEachContent(of: changes) { change, bytes in
            entries[change.path.bytes] = Entry(
                change: change, file: file(change, bytes, modes), bytes: bytes.count <= largestKept ? bytes : nil)
        }
        return entries
    }

    /// What is known of a change without its content.
    private static func outline(_ change: Git.Change) -> LaidFile {
        // A submodule that was never fetched is an empty directory.
        if case .submodule = change.before { .newDirectory } else { .absent }
    }

    private static func file(_ change: Git.Change, _ bytes: [UInt8], _ modes: Modes) -> LaidFile {
        switch change.before {
        case .link: .link(target: bytes)
        case .file(_, let isExecutable):
            .file(
                mode: modes.mode(of: change.path, isExecutable: isExecutable),
                content: ContentHash.digest(of: bytes), length: Int64(bytes.count))
        case .absent, .submodule: outline(change)
        }
    }

    /// Where a path led to, absolute and without links.
    func canonical(_ path: Path) -> Path { paths.canonical(path) }

    /// What a file was, by its canonical path, with its bytes when it was one; nil where the work tree has it as it was.
    func bytes(at path: Path) throws -> PastContent? {
        guard let place = paths.place(of: path) else { return nil }
        if let entry = entries[place] {
            guard case .file = entry.file else { return .nothing }
            return .bytes(try entry.bytes ?? content(of: entry.change))
        }
        // A file has taken the place of a directory that held it, or nothing at all.
        return PastDirectories.holders(of: place).contains { laid[$0] == .absent || entries[$0] != nil }
            ? .nothing : nil
    }

    /// Whether something was a directory, by its canonical path; nil where the work tree has it as it was.
    func isDirectory(_ path: Path) -> Bool? {
        guard let place = paths.place(of: path), let file = laid[place] else { return nil }
        if case .directory = file { return true }
        return false
    }

    /// What is to be laid over a directory of the work tree, so that it is as it was.
    func changes(below directory: Path) -> [Replacement] {
        guard let place = paths.place(of: directory) else { return [] }
        let start = place.isEmpty ? [] : place + [UInt8(ascii: "/")]
        return order[firstPlace(notBefore: start)...].prefix { $0.starts(with: start) }
            .compactMap { path in
                laid[path].map { Replacement(Array(path.dropFirst(start.count)), $0) }
            }
    }

    private func firstPlace(notBefore path: [UInt8]) -> Int {
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if order[middle].lexicographicallyPrecedes(path) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What a file was, by its path from a directory, which is canonical.
    func content(of path: [UInt8], in directory: Path) -> [UInt8]? {
        let whole = directory / Path(bytes: path)
        guard let past = try? bytes(at: whole), case .bytes(let bytes) = past else { return nil }
        return bytes
    }

    private func content(of change: Git.Change) throws -> [UInt8] {
        var found: [UInt8] = []
        try repository.forEachContent(of: [change]) { found = $1 }
        return found
    }
}

/// What was at a path that is not as it was.
enum PastContent: Sendable {
    /// No file, at any rate.
    case nothing
    case bytes([UInt8])
}

/// The permissions that a checkout of a file would have.
private struct Modes {
    private let top: Path
    private let files = LocalFileSystem()

    init(of top: Path) {
        self.top = top
    }

    /// Those that the file has now, as far as git knows no other: it keeps one bit alone. Where there is no such file now,
    /// what a new one gets.
    func mode(of path: Path, isExecutable: Bool) -> UInt32 {
        let now = try? files.status(top / path)
        let mode = now.flatMap { $0.kind == .file ? $0.mode : nil } ?? 0o666 & ~FileCreation.mask
        return isExecutable ? mode | (mode & 0o444) >> 2 : mode & ~0o111
    }
}
