internal import Host
internal import Values

/// A repository that is made in a directory, to fetch one commit of another into it and write its files.
struct RemoteFetching {
    private let reference: GitReference
    private let directory: Path

    init(_ reference: GitReference, in directory: Path) {
        self.reference = reference
        self.directory = directory
    }

    /// What was fetched, and when it was committed.
    func fetch() throws -> (Commit, Timestamp) {
        try git(["init", "-q", "--template="])
        try git(["config", "remote.origin.url", reference.remote])
        let name = reference.fetchesByCommit ? reference.checksum : reference.name
        let revision = try fetchOnly(name ?? "HEAD")
        let answer = try git(["rev-parse", revision, "\(revision)^{commit}"])
        let ids = String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
        guard let id = ids.last else { throw GitFault.failed("rev-parse", "it said nothing") }
        if let checksum = reference.checksum, !ids.contains(where: { $0.hasPrefix(checksum) }) {
            throw GitFault.wrongCommit(id, expected: checksum, of: reference)
        }
        let time = String(decoding: try git(["log", "-1", "--format=%ct", id]), as: UTF8.self)
        return (Commit(id: id), Timestamp(seconds: Int64(time.prefix { $0 != "\n" }) ?? 0, nanoseconds: 0))
    }

    func writeFiles(of commit: Commit) throws {
        try git(["checkout", "-q", "--detach", commit.id])
        guard reference.hasSubmodules, try LocalFileSystem().status(directory / ".gitmodules") != nil else { return }
        let update = ["submodule", "--quiet", "update", "--init", "--recursive"]
        try withoutDepth(update + ["--depth=1"], update)
    }

    /// Keeps the repository, but nothing in it that should not be seen.
    func forgetCredentials() throws {
        try git(["config", "remote.origin.url", reference.withoutCredentials])
        if reference.credentials != nil { try git(["submodule", "--quiet", "sync", "--recursive"]) }
        _ = try LocalFileSystem().remove(directory / ".git" / "FETCH_HEAD")
    }

    /// The repositories of submodules are in the first; only the files that lead there are elsewhere. No commit has a
    /// file of that name.
    func removeGit() throws {
        let words = [directory.word, "-name", ".git", "-prune", "-exec", "rm", "-rf", "{}", "+"]
        let outcome = try Subprocess("find", words).run()
        guard outcome.succeeded else { throw GitProgram.failure(["cleanup"], outcome.errors) }
    }

    /// The revision that was fetched.
    private func fetchOnly(_ name: String) throws -> String {
        // A server that knows nothing of shallow clones, or of commits that are no branch, has to send all.
        let fetch = ["fetch", "-q", "--no-tags", "--force"]
        if GitReference.isCommitID(name) {
            do {
                try git(fetch + ["--depth=1", "--", "origin", name])
            } catch GitFault.failed {
                try git(["fetch", "-q", "--tags", "--force", "--", "origin", "+refs/heads/*:refs/remotes/origin/*"])
            }
            return name
        }
        try withoutDepth(fetch + ["--depth=1", "--", "origin", name], fetch + ["--", "origin", name])
        return "FETCH_HEAD"
    }

    /// Tries the one, and the other where it fails for the depth.
    private func withoutDepth(_ words: [String], _ others: [String]) throws {
        let outcome = try run(words)
        if outcome.succeeded { return }
        guard String(decoding: outcome.errors, as: UTF8.self).contains("shallow") else {
            throw GitProgram.failure(words, outcome.errors)
        }
        try git(others)
    }

    @discardableResult private func git(_ words: [String]) throws -> [UInt8] {
        let outcome = try run(words)
        guard outcome.succeeded else { throw GitProgram.failure(words, outcome.errors) }
        return outcome.output
    }

    private func run(_ words: [String]) throws -> Subprocess.Outcome {
        let outcome = try command(words).run()
        // The shell's word for it.
        if outcome.end == .exited(127) { throw GitFault.noGit(.missing("git")) }
        return outcome
    }

    // What somebody has set up for their own work must not change what is in an image.
    private static let settings = [
        "core.autocrlf=false", "core.eol=lf", "core.symlinks=true", "core.fileMode=true", "core.hooksPath=/dev/null",
        "core.attributesFile=/dev/null", "core.fsmonitor=false", "core.logAllRefUpdates=false", "gc.auto=0",
        "init.defaultBranch=master", "advice.detachedHead=false", "core.bare=false",
    ]

    private func command(_ words: [String]) -> Subprocess {
        var environment = GitProgram.remoteEnvironment
        environment["GIT_CEILING_DIRECTORIES"] = directory.parent.word
        let settings = Self.settings.flatMap { ["-c", $0] }
        let shell = ["-c", #"umask 022 && exec git "$@""#, "git"]
        return Subprocess("/bin/sh", shell + settings + words, environment: environment, in: directory)
    }
}
