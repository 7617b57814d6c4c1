internal import Host
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

extension Store {
    /// Measures the home, file by file.
    package func usage() throws -> Usage {
        let (totals, held) = try index.read { try ($0.totals(), $0.heldBytes()) }
        let blobs = try diskUse(of: layout.blobs)
        let index = try [layout.index, layout.indexLog, layout.indexShared].reduce(0) {
            try $0 + (system.status($1)?.allocated ?? 0)
        }
        let sessions = try diskUse(of: layout.sessions)
        let quarantine = try diskUse(of: layout.quarantine)
        let all = try diskUse(of: home)
        return Usage(
            blobs: totals.blobs, content: totals.size, disk: totals.disk, held: held, index: index,
            inFlight: sessions.files, quarantine: quarantine.files, unaccounted: blobs.files - totals.disk,
            other: all.total - blobs.files - index - sessions.files - quarantine.files, total: all.total, limit: limit)
    }

    /// What the home takes besides blobs, the directories that hold them, the index's pages and what is reserved. The
    /// index's log counts as long as it may become.
    func overhead() throws -> Int64 {
        let alone =
            [home, layout.blobs, layout.lock, layout.cacheTag] + Digest.Algorithm.allCases.map(layout.blobs(_:))
        let sessions = try [layout.sessions] + system.names(in: layout.sessions).map { layout.sessions / $0 }
        let log = try max(BlobIndex.logBound, system.status(layout.indexLog)?.allocated ?? 0)
        return try (alone + sessions + [layout.indexShared]).reduce(log + diskUse(of: layout.quarantine).total) {
            try $0 + (system.status($1)?.allocated ?? 0)
        }
    }

    private func diskUse(of path: Path) throws -> DiskUse {
        var use = DiskUse()
        try use.add(path, system)
        return use
    }
}

/// The blocks below a path; links are counted and not followed.
private struct DiskUse {
    private(set) var files: Int64 = 0
    private(set) var directories: Int64 = 0
    private var counted: Set<FileStatus.Identity> = []

    var total: Int64 { files + directories }

    mutating func add(_ path: Path, _ system: any FileSystem) throws {
        // Another process may remove it meanwhile.
        guard let status = try system.status(path), counted.insert(status.identity).inserted else { return }
        guard status.kind == .directory else {
            files += status.allocated
            return
        }
        directories += status.allocated
        for name in try names(in: path, system) { try add(path / name, system) }
    }

    private func names(in directory: Path, _ system: any FileSystem) throws -> [String] {
        do throws(SystemError) {
            return try system.names(in: directory)
        } catch  where error.code == .notFound {
            return []
        }
    }
}
