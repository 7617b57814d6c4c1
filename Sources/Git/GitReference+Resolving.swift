internal import Host
internal import Values

extension GitReference {
    /// The commit that the reference names at this moment, asked of the other side; nothing is fetched. Nil where it
    /// has no such name.
    package func resolved() throws -> Commit? {
        if namesCommit, let name { return Commit(id: name) }
        if fetchesByCommit, let checksum, Self.isCommitID(checksum) { return Commit(id: checksum) }
        let name = name ?? "HEAD"
        do {
            let git = GitProgram(in: "/", environment: GitProgram.remoteEnvironment)
            let answer = try git.answer(["ls-remote", "-q", "--", remote, name, "\(name)^{}"])
            return Self.commit(name, in: String(decoding: answer, as: UTF8.self))
        } catch GitFault.failed(let command, let words) {
            throw GitFault.failed(command, hidingCredentials(words))
        }
    }

    /// In the order in which git takes names: as written, a tag, a branch. What a tag points to stands under its name
    /// and `^{}`.
    private static func commit(_ name: String, in listing: String) -> Commit? {
        var ids: [Substring: Substring] = [:]
        for line in listing.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            if fields.count == 2 { ids[fields[1]] = fields[0] }
        }
        for prefix in ["", "refs/", "refs/tags/", "refs/heads/"] {
            if let id = ids["\(prefix)\(name)^{}"] ?? ids["\(prefix)\(name)"] { return Commit(id: String(id)) }
        }
        return nil
    }
}
