package import Host
internal import Values

/// A git repository with a work tree, asked through the `git` program. Nothing in it is changed.
package struct Repository: Sendable {
    /// The top of its work tree, with all links followed.
    package let workTree: Path
    /// Whether the history was fetched in part only.
    package let isShallow: Bool
    let git: GitProgram

    /// The repository that a directory is in, be it a clone, a linked work tree or a submodule.
    package init(of directory: Path) throws {
        let words = ["rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository"]
        let outcome = try GitProgram(in: directory).run(words + ["--show-toplevel"])
        // The path comes last, as it may have line breaks.
        let lines = outcome.output.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        let answers = lines.map { String(decoding: $0, as: UTF8.self) }
        guard outcome.succeeded, lines.count == 4 else {
            throw Self.fault(of: directory, answers, words, outcome.errors)
        }
        workTree = Path(bytes: Array(lines[3].dropLast()))
        isShallow = answers[2] == "true"
        git = GitProgram(in: workTree)
    }

    private static func fault(
        of directory: Path, _ answers: [String], _ words: [String], _ errors: [UInt8]
    ) -> GitFault {
        if answers.first == "true" || answers.dropFirst().first == "false" { return .bare(directory) }
        let failure = GitProgram.failure(words, errors)
        if case .failed(_, let said) = failure, said.hasPrefix("not a git repository") {
            return .noRepository(directory)
        }
        return failure
    }
}

/// A commit, by its id.
package struct Commit: Hashable, Sendable {
    /// All its hexadecimal digits.
    package let id: String

    package init(id: String) {
        self.id = id
    }
}

extension Repository {
    /// The commit that a revision names, as `git log` takes it: a branch, a tag, `HEAD~3`, some digits of an id.
    package func commit(_ revision: String) throws -> Commit {
        guard !revision.isEmpty else { throw GitFault.unknownRevision("", isShallow: isShallow, near: nil) }
        let outcome = try git.run(["rev-parse", "--verify", "--end-of-options", "\(revision)^{commit}"])
        let id = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").last
        if outcome.succeeded, let id { return Commit(id: String(id)) }
        if String(decoding: outcome.errors, as: UTF8.self).contains("is ambiguous\n") {
            throw GitFault.ambiguousRevision(revision)
        }
        if try !hasCommits { throw GitFault.noCommits(workTree) }
        throw GitFault.unknownRevision(revision, isShallow: isShallow, near: try name(near: revision))
    }

    private var hasCommits: Bool {
        get throws { try !git.answer(["rev-list", "-n1", "--all"]).isEmpty }
    }

    /// A branch or tag that may have been meant.
    private func name(near revision: String) throws -> String? {
        let words = ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags"]
        let names = String(decoding: try git.answer(words), as: UTF8.self).split(separator: "\n").map(String.init)
        // A branch that was fetched, and never checked out.
        return names.first { $0.hasSuffix("/\(revision)") } ?? Spelling.nearest(to: revision, among: names)
    }
}
