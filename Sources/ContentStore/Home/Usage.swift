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
    /// Copies of layers that can be thrown away, with their directories.
    package let layers: Int64
    /// What cache mounts hold.
    package let mounts: Int64
    package let logs: Int64
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
        var walk = DiskWalk(system)
        let index = try [layout.index, layout.indexLog, layout.indexShared].reduce(0) {
            try $0 + walk.use(of: $1).files
        }
        let blobs = try walk.use(of: layout.blobs)
        let inFlight = try walk.use(of: layout.sessions)
        let quarantine = try walk.use(of: layout.quarantine)
        let others = try [layout.layers, layout.mounts, layout.logs].map { try walk.use(of: $0).total }
        let rest = try walk.use(of: home)
        let other = rest.total + blobs.directories + inFlight.directories + quarantine.directories
        self.init(
            blobs: account.totals.blobs, content: account.totals.size, disk: account.totals.disk, held: account.held,
            index: index, inFlight: inFlight.files, quarantine: quarantine.files,
            layers: others[0], mounts: others[1], logs: others[2], unaccounted: blobs.files - account.totals.disk,
            other: other,
            total: index + blobs.files + inFlight.files + quarantine.files + others.reduce(0, +) + other,
            limit: account.limit)
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
            [
                home, layout.blobs, layout.lock, layout.cacheTag, layout.ballast, layout.layers, layout.mounts,
                layout.logs, layout.locks,
            ]
            + Digest.Algorithm.allCases.map(layout.blobs(_:))
        let sessions = try [layout.sessions] + system.names(in: layout.sessions).map { layout.sessions / $0 }
        let log = try max(BlobIndex.logBound, system.status(layout.indexLog)?.allocated ?? 0)
        return try (alone + sessions + [layout.indexShared]).reduce(
            log + DiskUse(of: layout.quarantine, system).total
        ) {
            try $0 + (system.status($1)?.allocated ?? 0)
        }
    }
}

/// The blocks of some files and directories.
struct DiskUse {
    var files: Int64 = 0
    var directories: Int64 = 0

    var total: Int64 { files + directories }
}

extension DiskUse {
    /// Measures a path with all below it.
    init(of path: Path, _ system: any FileSystem) throws {
        var walk = DiskWalk(system)
        self = try walk.use(of: path)
    }
}

/// Measures one path after the other and counts nothing twice: neither what was below an earlier path, nor a file that
/// it met under another name. Links are counted and not followed.
private struct DiskWalk {
    private let system: any FileSystem
    private var done: Set<Path> = []
    private var counted: Set<FileStatus.Identity> = []

    init(_ system: any FileSystem) {
        self.system = system
    }

    mutating func use(of path: Path) throws -> DiskUse {
        var use = DiskUse()
        try add(path, to: &use)
        done.insert(path)
        return use
    }

    private mutating func add(_ path: Path, to use: inout DiskUse, _ depth: Int = 0) throws {
        try Interruption.check(path)
        // Another process may remove it meanwhile.
        guard !done.contains(path), let status = try system.status(path) else { return }
        guard status.kind == .directory else {
            if status.links == 1 || counted.insert(status.identity).inserted { use.files += status.allocated }
            return
        }
        // None of ours is as deep as that: others made what is there, and may have made it as deep as they like.
        if depth == Self.ownDepth { return try addTree(path, to: &use) }
        use.directories += status.allocated
        for name in try names(in: path, depth) { try add(path / name, to: &use, depth + 1) }
    }

    /// None of a directory that others made and we may not look into.
    private func names(in directory: Path, _ depth: Int) throws(SystemError) -> [Path] {
        do throws(SystemError) {
            return try system.namesIfThere(directory)
        } catch  where depth > 0 && error.code == .accessDenied {
            return []
        }
    }

    private mutating func addTree(_ path: Path, to use: inout DiskUse) throws {
        let tree = try TreeMeasure(path) { counted.insert($0).inserted }
        use.files += tree.use.files
        use.directories += tree.use.directories
    }

    /// Of the directories that are measured from their top.
    private static let ownDepth = 3
}
