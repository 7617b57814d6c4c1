package import Host
internal import Values

/// Why a repository could not be asked.
package enum GitFault: Error {
    /// There is no `git`, or it does not run.
    case noGit(SubprocessFault)
    /// The directory that is in no repository.
    case noRepository(Path)
    /// It has no work tree whose files could have changed.
    case bare(Path)
    /// The revision; whether the history was fetched in part only; a name that may have been meant.
    case unknownRevision(String, isShallow: Bool, near: String?)
    case ambiguousRevision(String)
    /// The work tree whose branches have no commit yet.
    case noCommits(Path)
    /// The object, which should be there.
    case missingObject(String, of: Path, isShallow: Bool)
    /// The directory, which is none of the repository's.
    case noSubdirectory(String, of: GitReference)
    /// The commit that was fetched, and what its id had to begin with.
    case wrongCommit(String, expected: String, of: GitReference)
    /// What git was asked for, and the last that it said.
    case failed(String, String)
}

extension GitFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noGit(let cause): "\(cause)"
        case .noRepository(let directory): "\(directory) is in no git repository"
        case .bare(let directory): "the git repository \(directory) is bare: it has no files that could have changed"
        case .unknownRevision("", _, _): "the revision is empty"
        case .unknownRevision(let revision, _, _): "there is no commit \"\(revision)\""
        case .noCommits(let directory): "the git repository \(directory) has no commits yet"
        case .ambiguousRevision(let revision): "several objects begin with \"\(revision)\""
        case .missingObject(let object, let path, _): "the git object \(object) of \(path) is missing"
        case .noSubdirectory(let name, let reference): "\(reference) has no directory \"\(name)\""
        case .wrongCommit(let id, let checksum, let reference):
            "\(reference) is the commit \(id), and not \(checksum)"
        case .failed(let command, let words): "git \(command) failed: \(words)"
        }
    }

    package var hint: String? {
        switch self {
        case .noGit(let cause): cause.hint
        case .unknownRevision(_, isShallow: true, let near):
            (near.map { "did you mean \"\($0)\"? " } ?? "") + Self.deepen
        case .unknownRevision(_, _, let near?): "did you mean \"\(near)\"?"
        case .unknownRevision: "name a branch, a tag or a commit, as `git log` takes it"
        case .ambiguousRevision: "write more of its digits"
        case .missingObject(_, _, isShallow: true): Self.deepen
        case .missingObject: "run `git fsck`"
        // detected dubious ownership in repository at '/path'
        case .failed(_, let words) where words.contains("dubious ownership"):
            "run `git config --global --add safe.directory \(words.drop { $0 != "'" })`, if you trust what is in it"
        case .noRepository: "change to a directory of a clone; git tells what was there before"
        case .bare: "make a work tree with `git worktree add`, and change to it"
        case .noCommits: "everything is new; commit it, and compare what comes later with that"
        case .noSubdirectory: "links are not followed"
        case .wrongCommit: "what the name stands for has changed, or the checksum is another's"
        case .failed: nil
        }
    }

    private static let deepen =
        "this clone is shallow: run `git fetch --unshallow`, or give actions/checkout `fetch-depth: 0`"
}
