package import Host
internal import Synchronization

/// The directories of a home that others than the store fill.
package struct StorePaths: Sendable {
    /// Copies of layers, in the form that mounting wants; see `Store.lockDirectory`.
    package let layers: Path
    /// Cache mounts.
    package let mounts: Path
    /// What steps wrote, by run.
    package let logs: Path
    /// Locks of keys.
    package let locks: Path

    var all: [Path] { [layers, mounts, logs, locks] }
}

extension Store {
    /// Made when they are asked for. Only for who may write.
    package var paths: StorePaths {
        get throws {
            try requireLeaveToWrite()
            let paths = StorePaths(
                layers: layout.layers, mounts: layout.mounts, logs: layout.logs, locks: layout.locks)
            try makeOnce(paths)
            return paths
        }
    }

    private func makeOnce(_ paths: StorePaths) throws {
        if arePathsMade.load(ordering: .relaxed) { return }
        for path in paths.all { _ = try system.makeDirectory(path) }
        arePathsMade.store(true, ordering: .relaxed)
    }
}
