internal import DockerfileLanguage

/// What is to be seen of a directory: which of its entries .dockerignore, --exclude and --parents leave.
struct View {
    /// A filter on its way down a tree, with its verdict on the directory that it is at.
    struct Sieve {
        let filter: PathFilter
        let verdict: PathFilter.Verdict

        init(_ filter: PathFilter, _ verdict: PathFilter.Verdict = .root) {
            self.filter = filter
            self.verdict = verdict
        }
    }

    /// A source of --parents on its way down.
    struct Wanted {
        let pattern: ParentsPattern
        let match: ParentsPattern.Match

        init(_ pattern: ParentsPattern, _ match: ParentsPattern.Match = .root) {
            self.pattern = pattern
            self.match = match
        }
    }

    var ignore: Sieve?
    var excludes: Sieve?
    var wanted: Wanted?
    /// The directory's path from the root, with a slash at its end unless it is the root's.
    var path: [UInt8] = []
    /// Where in `path` that from the source begins, to which `excludes` and `wanted` are relative.
    var base = 0

    /// Nothing can be dropped.
    static let whole = View()

    var isWhole: Bool { ignore == nil && excludes == nil && wanted == nil }
}
