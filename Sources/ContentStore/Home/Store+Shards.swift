internal import Host
internal import SQLite
internal import Values

// The directories of `blobs/` take room themselves.
extension Store {
    /// Brings the index up to date on what the directory of a blob takes itself.
    func noteShard(of digest: Digest, in connection: borrowing Connection) throws {
        let disk = try system.status(layout.shard(of: digest))?.allocated ?? 0
        try connection.setShard(layout.shardName(of: digest), disk: disk)
    }
}
