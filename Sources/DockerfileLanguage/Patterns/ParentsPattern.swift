import Values

/// A source of `COPY --parents`: where to begin, and a pattern of what is copied, with the directories it is in.
///
/// `a/./b` begins in `a`, and at the top without `/./`. The pattern is one of an ignore file, `**` and all.
package struct ParentsPattern: Sendable {
    /// What is known of a path: whether it, or a directory that it is in, matches.
    package struct Match: Sendable {
        fileprivate let verdict: PathFilter.Verdict

        package var isWanted: Bool { verdict.isExcluded }
        /// Of the directory where the search begins.
        package static let root = Match(verdict: .root)
    }

    /// Where the search begins.
    package let base: CopyPattern
    /// Where neither has wildcards, what must be there: some path that is copied has to begin with it.
    package let required: [UInt8]?
    private let filter: PathFilter

    package init(_ source: String) throws(MalformedPattern) {
        let bytes = Array(source.utf8)
        let pivot = bytes.indices.first { bytes[$0...].starts(with: "/./".utf8) }
        let start = pivot.map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? ""
        let pattern = pivot.map { String(decoding: bytes[($0 + 3)...], as: UTF8.self) } ?? source
        base = try CopyPattern(start)
        let path = Substring(SlashPath.clean("/" + pattern).utf8.dropFirst())
        let isLiteral = !start.keptBytes.hasWildcard && !pattern.keptBytes.hasWildcard
        required = isLiteral ? Array(SlashPath.clean("/\(start)/\(path)").keptBytes.dropFirst()) : nil
        do {
            filter = try PathFilter([String(path)])
        } catch {
            throw error.reason
        }
    }

    /// Paths are relative to the base.
    package func match(_ path: [UInt8], below parent: Match) -> Match {
        Match(verdict: filter.verdict(on: path, below: parent.verdict))
    }

    /// Whether anything below a directory may be wanted. Errs only towards yes.
    package func mayMatch(below path: [UInt8], _ match: Match) -> Bool {
        match.isWanted || !filter.keepsAll(below: path, match.verdict)
    }
}
