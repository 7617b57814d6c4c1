import Foundation
import Git
import Host
import TestSupport
import Values

/// A git repository in a folder of its own, made by the `git` program.
final class Clone {
    let directory: TemporaryDirectory
    let path: Path

    init(named name: String = "clone") throws {
        directory = try TemporaryDirectory()
        // As git tells it.
        path = Path(URL(fileURLWithPath: directory.path.description).resolvingSymlinksInPath().path) / name
        try FileManager.default.createDirectory(atPath: path.description, withIntermediateDirectories: true)
        try git("init", "-q", "-b", "main")
    }

    /// The repository of a folder below, as the product sees it.
    func repository(at folder: Path? = nil) throws -> Repository {
        try Repository(of: folder.map { path / $0 } ?? path)
    }

    @discardableResult
    func git(_ words: String..., in folder: Path? = nil) throws -> String {
        var environment = Environment.all
        for (name, value) in Self.identity { environment[name] = value }
        let options = ["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false"]
        let program = Subprocess("git", options + words, environment: environment, in: folder ?? path)
        let outcome = try program.run()
        guard outcome.succeeded else { throw GitFailure(String(decoding: outcome.errors, as: UTF8.self)) }
        return String(decoding: outcome.output, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    private static let identity = [
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.com", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    ]

    struct GitFailure: Error {
        let words: String
        init(_ words: String) { self.words = words }
    }

    func write(_ content: String, _ name: Path, executable: Bool = false) throws {
        let file = path / name
        try FileManager.default.createDirectory(atPath: file.parent.description, withIntermediateDirectories: true)
        _ = try LocalFileSystem().remove(file)
        let handle = try OpenFile(file, .create, on: LocalFileSystem())
        try Array(content.utf8).withUnsafeBytes { try handle.write($0) }
        _ = file.withCString { chmod($0, executable ? 0o755 : 0o644) }
    }

    func link(_ name: Path, to target: String) throws {
        _ = try LocalFileSystem().remove(path / name)
        try FileManager.default.createSymbolicLink(atPath: (path / name).description, withDestinationPath: target)
    }

    func remove(_ name: Path) throws {
        try FileManager.default.removeItem(atPath: (path / name).description)
    }

    /// Commits everything that is not ignored.
    @discardableResult
    func commit(_ message: String = "m") throws -> String {
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message)
        return try git("rev-parse", "HEAD")
    }
}

/// A change as one line: what a path was.
func lines(_ changes: [Change], in repository: Repository) throws -> [String] {
    var contents: [Path: String] = [:]
    try repository.forEachContent(of: changes) { contents[$0.path] = String(keepingBytes: $1) }
    return changes.map { change in
        let content = contents[change.path] ?? "?"
        return switch change.before {
        case .absent: "\(change.path.word) -"
        case .file(_, let isExecutable): "\(change.path.word) \(isExecutable ? "755" : "644") \(content)"
        case .link: "\(change.path.word) -> \(content)"
        case .submodule(let commit): "\(change.path.word) @\(commit.id.prefix(7))"
        }
    }.sorted()
}

func changes(_ clone: Clone, since revision: String = "HEAD") throws -> [String] {
    let repository = try clone.repository()
    return try lines(try repository.changes(since: repository.commit(revision)), in: repository)
}
