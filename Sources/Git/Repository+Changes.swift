internal import Host
internal import Values

extension Repository {
    /// Every path that is not in the work tree as it was in a commit, by its bytes: what is modified, staged or not, added
    /// and not ignored, removed, of another kind or mode. Ignored files count as unchanged.
    ///
    /// A path may be here that is as it was, if it was changed and changed back; its content tells.
    package func changes(since commit: Commit) throws -> [Change] {
        try changes(since: commit, depth: 0)
    }

    /// Submodules in submodules, and so on.
    private static let deepest = 8

    private func changes(since commit: Commit, depth: Int) throws -> [Change] {
        let (trees, workTree) = try git.answers(Self.comparing(commit, with: "HEAD"), Self.status)
        let committed = try PathDifference.ofTrees(try trees ?? git.answer(Self.comparing(commit, with: emptyTree())))
        let uncommitted = try PathDifference.ofWorkTree(workTree ?? git.answer(Self.status))
        let touched = Set(uncommitted.map(\.path))
        var changes: [Change] = []
        for difference in committed where touched.contains(difference.path) || isReal(difference) {
            changes += try self.changes(of: difference, depth: depth)
        }
        // What git forgot and what lies there still comes twice, at last as something that it does not know.
        var told = Set(committed.map(\.path))
        for difference in uncommitted where told.insert(difference.path).inserted {
            changes += try self.changes(of: difference, depth: depth)
        }
        return changes
    }

    private static func comparing(_ commit: Commit, with other: String) -> [String] {
        [
            "diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-relative",
            "--ignore-submodules=none",
            commit.id, other, "--",
        ]
    }

    /// In contrast to `git diff` this leaves the index alone when it is asked to.
    private static let status = [
        "status", "--porcelain=2", "-z", "--no-renames", "--untracked-files=all", "--ignored=no",
        "--ignore-submodules=none",
    ]

    /// What HEAD stands for on a branch without a commit.
    private func emptyTree() throws -> String {
        let id = String(decoding: try git.answer(["hash-object", "-t", "tree", "--stdin"]), as: UTF8.self)
        return String(id.prefix { $0 != "\n" })
    }

    private func changes(of difference: PathDifference, depth: Int) throws -> [Change] {
        if difference.staysSubmodule, depth < Self.deepest,
            let inner = try changes(inSubmodule: difference, depth: depth)
        {
            return inner
        }
        return [Change(path: difference.path, before: difference.before(in: workTree))]
    }

    /// Not so for what a sparse checkout leaves out.
    private func isReal(_ difference: PathDifference) -> Bool {
        difference.isGone || (try? LocalFileSystem().status(workTree / difference.path)) != .some(nil)
    }

    /// Nil where the submodule is not checked out, or does not have the commit that it was at.
    private func changes(inSubmodule difference: PathDifference, depth: Int) throws -> [Change]? {
        let place = workTree / difference.path
        // Without this, git would find the repository around it.
        guard try LocalFileSystem().status(place / ".git") != nil else { return nil }
        let submodule = try Repository(of: place)
        guard let commit = try? submodule.commit(difference.oldObject) else { return nil }
        return try submodule.changes(since: commit, depth: depth + 1).map { change in
            Change(path: difference.path / change.path, before: change.before)
        }
    }
}
