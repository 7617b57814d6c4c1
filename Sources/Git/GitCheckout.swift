package import Host
package import Values

/// The files of a repository elsewhere, written into a directory.
package struct GitCheckout: Sendable {
    package let commit: Commit
    package let committed: Timestamp
    /// Where the files are that the reference means: the directory that was given, or one in it.
    package let directory: Path
}

extension GitReference {
    /// Fetches what the reference names, no more of its history than needed, and writes its files into an empty
    /// directory, with those of submodules.
    ///
    /// Modes are 644 and 755, whatever the umask. Nothing asks for a password, and none is kept: in `.git`, should
    /// that stay, the remote has none. Without `keepsGitDirectory` nothing of git is left.
    @discardableResult package func checkOut(into directory: Path, keepsGitDirectory: Bool) throws -> GitCheckout {
        let fetching = RemoteFetching(self, in: directory)
        do {
            let (commit, committed) = try fetching.fetch()
            try fetching.writeFiles(of: commit)
            try keepsGitDirectory ? fetching.forgetCredentials() : fetching.removeGit()
            return GitCheckout(commit: commit, committed: committed, directory: try found(in: directory))
        } catch GitFault.failed(let command, let words) {
            throw GitFault.failed(command, hidingCredentials(words))
        }
    }

    /// The subdirectory, which must be one, reached through directories alone.
    private func found(in directory: Path) throws -> Path {
        var place = directory
        let system = LocalFileSystem()
        for part in subdirectory.split(separator: "/") {
            place = place / Path(word: String(part))
            guard try system.status(place)?.kind == .directory else {
                throw GitFault.noSubdirectory(subdirectory, of: self)
            }
        }
        return place
    }

    func hidingCredentials(_ words: String) -> String {
        credentials.map { words.replacing("\($0)@", with: "") } ?? words
    }
}
