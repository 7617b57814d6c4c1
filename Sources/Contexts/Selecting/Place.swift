internal import DockerfileLanguage

/// An entry that a path leads to, and what .dockerignore says of it.
// @unchecked: like all of a tree it is used by one caller at a time.
struct Place: @unchecked Sendable {
    let entry: UnsafeMutablePointer<Entry>
    /// What holds it; nil for the root.
    let holder: Node?
    /// From the root, without a slash at either end.
    let path: [UInt8]
    /// Where nothing is ignored, nil.
    let ignore: View.Sieve?

    /// .dockerignore drops it, though not necessarily all that is in it.
    var isIgnored: Bool { ignore?.verdict.isExcluded ?? false }

    /// There is no use in looking what is in it.
    var isOutOfSight: Bool {
        guard let ignore, ignore.verdict.isExcluded else { return false }
        return entry.pointee.kind != .directory || !ignore.filter.mayKeep(below: path, ignore.verdict)
    }

    /// What is to be seen of a directory that is selected.
    func view(excludes: PathFilter? = nil, wanted: ParentsPattern? = nil) -> View {
        var view = View()
        if let ignore, ignore.verdict.isExcluded || !ignore.filter.keepsAll(below: path, ignore.verdict) {
            view.ignore = ignore
        }
        view.excludes = excludes.map { View.Sieve($0) }
        view.wanted = wanted.map { View.Wanted($0) }
        if !view.isWhole { view.path = path.isEmpty ? [] : path + [UInt8(ascii: "/")] }
        view.base = view.path.count
        return view
    }
}
