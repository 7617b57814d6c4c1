internal import Host
internal import SQLite
internal import Values

// The directories of `blobs/` take room themselves.
extension Store {
    /// Brings the index up to date on what the directory of a blob takes itself. `isSynced`: the directory's own name is
    /// on the disk.
    func noteShard(of digest: Digest, isSynced: Bool = false, in connection: borrowing Connection) throws {
        let disk = try system.status(layout.shard(of: digest))?.allocated ?? 0
        try connection.setShard(layout.shardName(of: digest), disk: disk, isSynced: isSynced)
    }

    /// Makes the directory of a blob, and returns when its name is on the disk.
    func makeShard(of digest: Digest) throws {
        let (name, path) = (layout.shardName(of: digest), layout.shard(of: digest))
        // A directory that is there may have been made a moment ago, and not be on the disk. One with a row is.
        if try system.status(path) != nil, try index.read({ try $0.hasShard(name) }) { return }
        for directory in [layout.blobs(digest.algorithm), path] {
            _ = try system.makeDirectory(directory)
            try system.syncDirectory(directory.parent)
        }
    }

    /// Makes the directory of a blob, which need not be on the disk.
    func makeUnsyncedShard(of digest: Digest) throws {
        for directory in [layout.blobs(digest.algorithm), layout.shard(of: digest)] {
            _ = try system.makeDirectory(directory)
        }
    }

    /// Returns when the names in the directory of a blob are on the disk.
    func syncShard(of digest: Digest) throws {
        try makeShard(of: digest)
        try system.syncDirectory(layout.shard(of: digest))
    }
}
