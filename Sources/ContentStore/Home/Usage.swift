package import Host
internal import SQLite
internal import Values

/// What a home takes on the disk, in bytes of allocated blocks: what `du` would say, by kind.
package struct Usage: Equatable, Sendable {
    /// Blobs that the index knows.
    package let blobs: Int
    /// Bytes of their content, before compression.
    package let content: Int64
    /// Their files.
    package let disk: Int64
    /// The part of `disk` that references and leases keep.
    package let held: Int64
    /// The index with its log.
    package let index: Int64
    /// What is being written.
    package let inFlight: Int64
    package let quarantine: Int64
    /// Files in `blobs/` that the index does not know, or with other lengths than it knows; below zero when files of
    /// known blobs are missing.
    package let unaccounted: Int64
    /// Directories, and the few small files at the top.
    package let other: Int64
    /// All of it.
    package let total: Int64
    /// What `total` may not exceed.
    package let limit: Int64?
}

/// What the index says of a store's use of the disk.
package struct Account: Sendable {
    fileprivate let totals: Totals
    fileprivate let held: Int64
    fileprivate let limit: Int64?
}

extension Usage {
    /// Measures a home, file by file. With the store closed, the files that SQLite needs while it works do not count.
    package init(of home: Path, _ account: Account, on system: any FileSystem = LocalFileSystem()) throws {
        let layout = Layout(home: home)
        let files = try DiskUse(of: layout.blobs, system).files
        let index = try [layout.index, layout.indexLog, layout.indexShared].reduce(0) {
            try $0 + (system.status($1)?.allocated ?? 0)
        }
        let inFlight = try DiskUse(of: layout.sessions, system).files
        let quarantine = try DiskUse(of: layout.quarantine, system).files
        let total = try DiskUse(of: home, system).total
        self.init(
            blobs: account.totals.blobs, content: account.totals.size, disk: account.totals.disk, held: account.held,
            index: index, inFlight: inFlight, quarantine: quarantine, unaccounted: files - account.totals.disk,
            other: total - files - index - inFlight - quarantine, total: total, limit: account.limit)
    }
}

extension Store {
    /// What the index says, to be held against what the disk says.
    package func account() throws -> Account {
        let (totals, held) = try index.read { try ($0.totals(), $0.heldBytes()) }
        return Account(totals: totals, held: held, limit: limit)
    }

    /// What the home takes at this moment.
    package func usage() throws -> Usage {
        try Usage(of: home, account(), on: system)
    }

    /// What the home takes besides blobs, the directories that hold them, the index's pages and what is reserved. The
    /// index's log counts as long as it may become.
    func overhead() throws -> Int64 {
        let alone =
            [home, layout.blobs, layout.lock, layout.cacheTag, layout.ballast]
            + Digest.Algorithm.allCases.map(layout.blobs(_:))
        let sessions = try [layout.sessions] + system.names(in: layout.sessions).map { layout.sessions / $0 }
        let log = try max(BlobIndex.logBound, system.status(layout.indexLog)?.allocated ?? 0)
        return try (alone + sessions + [layout.indexShared]).reduce(log + DiskUse(of: layout.quarantine, system).total)
        {
            try $0 + (system.status($1)?.allocated ?? 0)
        }
    }
}

/// The blocks below a path; links are counted and not followed.
private struct DiskUse {
    private(set) var files: Int64 = 0
    private(set) var directories: Int64 = 0
    private var counted: Set<FileStatus.Identity> = []

    var total: Int64 { files + directories }

    init(of path: Path, _ system: any FileSystem) throws {
        try add(path, system)
    }

    private mutating func add(_ path: Path, _ system: any FileSystem) throws {
        try Interruption.check(path)
        // Another process may remove it meanwhile.
        guard let status = try system.status(path), counted.insert(status.identity).inserted else { return }
        guard status.kind == .directory else {
            files += status.allocated
            return
        }
        directories += status.allocated
        for name in try system.namesIfThere(path) { try add(path / name, system) }
    }
}
