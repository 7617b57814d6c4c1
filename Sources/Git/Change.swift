package import Host

/// A path whose content in a commit is not what is in the work tree now.
package struct Change: Equatable, Sendable {
    /// What was there in the commit.
    package enum Before: Equatable, Sendable {
        /// Nothing, and nothing below.
        case absent
        case file(GitBlob, isExecutable: Bool)
        /// A link; the blob is where it leads.
        case link(GitBlob)
        /// Another repository, of which no more is known than the commit.
        case submodule(Commit)
    }

    /// From the top of the work tree. Submodules are directories like others.
    package let path: Path
    package let before: Before

    package init(path: Path, before: Before) {
        self.path = path
        self.before = before
    }
}

/// Content that a repository has, and what it is the content of.
package struct GitBlob: Hashable, Sendable {
    /// All hexadecimal digits.
    package let id: String
    /// From the top of its own repository: attributes may go by it.
    package let path: Path
    /// The work tree of its repository, which may be a submodule.
    package let repository: Path
}
