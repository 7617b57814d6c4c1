/// Some state of a repository elsewhere, as contexts and ADD name it:
///
///     https://example.com/team/app.git#v1.2:docs
///     git@example.com:team/app.git?branch=main&subdir=docs
///
/// An address of http or https is one only with a path that ends in `.git`; one of `ssh` or `git`, or of
/// `user@host:path`, always is.
package struct GitReference: Hashable, Sendable {
    /// When the files were changed, as their times tell.
    package enum Times: String, Sendable {
        /// Now, as the files are written.
        case checkout
        /// When the commit was made.
        case commit
    }

    /// What git is told to fetch from. It may hold credentials; `description` is for people.
    package internal(set) var remote: String
    /// A branch, a tag, a full name of either, or a commit; nil for the default branch.
    package internal(set) var name: String?
    /// The directory in it that is meant, without slashes at its ends; empty for all of it.
    package internal(set) var subdirectory = ""
    /// What the commit's id, or the tag's, has to begin with.
    package internal(set) var checksum: String?
    /// Nil where the reference does not say.
    package internal(set) var keepsGitDirectory: Bool?
    package internal(set) var hasSubmodules = true
    package internal(set) var times = Times.checkout
    /// Fetches the commit that `checksum` is, without asking what `name` stands for.
    package internal(set) var fetchesByCommit = false
    /// `github.com/team/app`, which could be a path as well. ADD takes it for one.
    package internal(set) var looksLocal = false

    /// What a directory of it would be called: `app`.
    package var shortName: String {
        let last = remote.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        return String(last.hasSuffix(".git") ? last.dropLast(4) : last)
    }

    /// Whether anybody on the way could change what is fetched.
    package var isUnencrypted: Bool { ["http://", "git://"].contains { remote.lowercased().hasPrefix($0) } }

    /// Whether `name` is a commit's id, with all its digits.
    package var namesCommit: Bool { name.map(Self.isCommitID) ?? false }

    static func isCommitID(_ text: String) -> Bool {
        [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
}

extension GitReference: CustomStringConvertible {
    package var description: String {
        let state = (name ?? "") + (subdirectory.isEmpty ? "" : ":\(subdirectory)")
        return withoutCredentials + (state.isEmpty ? "" : "#\(state)")
    }

    /// The remote as it may be shown, and kept.
    var withoutCredentials: String {
        guard let credentials else { return remote }
        return remote.replacing("\(credentials)@", with: "")
    }

    /// What stands before the host of an address: a name alone is none.
    var credentials: String? {
        guard let start = remote.range(of: "://")?.upperBound else { return nil }
        let authority = remote[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") || remote.hasPrefix("http") else {
            return nil
        }
        return String(authority[..<at])
    }
}

extension String {
    fileprivate func range(of part: String) -> Range<Index>? { ranges(of: part).first }
}
