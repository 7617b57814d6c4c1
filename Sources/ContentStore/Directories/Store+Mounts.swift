internal import Host
internal import Values

// Cache mounts: `mounts/CACHE/NUMBER/files`, beside which lies `lock`, held by who uses the files.
extension Store {
    /// Removes the files of cache mounts that no run uses. Says how many bytes that freed.
    func removeMounts() throws -> Int64 {
        let before = try DiskUse(of: layout.mounts, system).total
        var failures = FirstFailure()
        for cache in try system.namesIfThere(layout.mounts) {
            for number in try namesIn(layout.mounts / cache) {
                try failures.goingOn { try removeMount(layout.mounts / cache / number) }
            }
        }
        do { try failures.end() } catch { notify(.leftovers("\(error)")) }
        try measureMounts()
        return try before - DiskUse(of: layout.mounts, system).total
    }

    /// The lock stays, as somebody may be about to take it. The files move out of the way first, to where who fills the
    /// place clears up, so that a half of them is never taken for the whole.
    private func removeMount(_ place: Path) throws {
        let lock = try OpenFile(place / "lock", .readWrite, on: system)
        guard try lock.lock(.exclusive, waiting: false) else { return }
        let (files, draft) = (place / "files", place / "draft")
        try system.removeTree(draft)
        guard try system.status(files) != nil else { return }
        try system.rename(files, to: draft)
        try system.removeTree(draft)
    }

    private func namesIn(_ path: Path) throws -> [Path] {
        try system.status(path)?.kind == .directory ? system.namesIfThere(path) : []
    }
}
