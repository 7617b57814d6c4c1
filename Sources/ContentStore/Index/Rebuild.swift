internal import Host
internal import SQLite
internal import Values

/// Makes an index from the names in `blobs/`, for a new home, or in the place of one that is damaged or gone.
///
/// Happens under the home's exclusive lock, so nobody reads the old index or writes a new one meanwhile. The new index
/// takes its name only when it is whole.
struct Rebuild {
    let layout: Layout
    let system: any FileSystem
    let lock: OpenFile

    /// `forced`: also when the index that is there seems well.
    func run(forced: Bool = false, _ notify: (Notice) -> Void) throws -> BlobIndex {
        for _ in 0..<Self.tries {
            // A try for the exclusive lock ends the shared one, whatever comes of it.
            let isOurs = try lock.lock(.exclusive, waiting: false)
            if isOurs {
                // Somebody may have done it while we had no lock. One that is not ours to replace throws.
                let isHealthy = try Store.openHealthy(layout, system) != nil
                if forced || !isHealthy, let notice = try replace() { notify(notice) }
            }
            // Waits while somebody makes the index. Only what is opened under this lock stays where it is.
            _ = try lock.lock(.shared, waiting: true)
            if isOurs || !forced, let index = try Store.openHealthy(layout, system) { return index }
            Pause.microseconds(10_000)
        }
        throw StoreError.storeInUse(layout.home)
    }

    /// A second's worth. Who has just been forked holds all locks of its parent, until it runs a program of its own.
    private static let tries = 100

    /// Makes the new index before the old one goes, so that a failure or a death leaves what there is to start from.
    private func replace() throws -> Notice? {
        // What was building when somebody died between the two may be all that still has the references.
        let isThere = try system.status(layout.index) != nil
        let (blobs, kept) = try build(Salvage(isThere ? layout.index : layout.indexBuilding))
        let isDamaged = try setAside()
        try system.rename(layout.indexBuilding, to: layout.index)
        try system.syncDirectory(layout.home)
        if !isDamaged, blobs == 0 { return nil }
        let reason = isDamaged ? "the old one is damaged" : "there was none"
        return .indexRebuilt(layout.index, reason: reason, blobs: blobs, references: kept)
    }

    /// Moves what is left of the old index to the quarantine, under one name of its own. False when there is nothing.
    private func setAside() throws -> Bool {
        guard let status = try system.status(layout.index), status.length > 0 else {
            // A log would be taken for the new index's, and replayed.
            for path in [layout.index, layout.indexLog, layout.indexShared] { _ = try system.remove(path) }
            return false
        }
        _ = try system.makeDirectory(layout.quarantine)
        let path = layout.quarantine / "index-\(status.modified.microseconds).sqlite"
        // The index first: without its log it may seem well, and tell of what was.
        for (old, suffix) in [(layout.index, ""), (layout.indexLog, "-wal"), (layout.indexShared, "-shm")]
        where try system.status(old) != nil {
            try system.rename(old, to: path.appending(suffix))
        }
        return true
    }

    /// Leaves a whole index beside the old one; says how many blobs and references it has.
    private func build(_ salvage: Salvage) throws -> (Int, Int) {
        for suffix in ["", "-wal", "-shm"] { _ = try system.remove(layout.indexBuilding.appending(suffix)) }
        let blobs = try scan()
        // SQLite would make it readable to all, and gives its other files the rights that this one has.
        _ = try OpenFile(layout.indexBuilding, .create, on: system)
        let salvage = salvage.holding { blobs[$0] != nil }
        do {
            let connection = try BlobIndex.create(layout.indexBuilding)
            try connection.write { connection in
                for blob in blobs.values { try connection.insert(blob) }
                try salvage.insert(into: connection)
                for shard in Set(blobs.keys.map(layout.shardName(of:))) {
                    try system.syncDirectory(layout.blobs / shard)
                    try connection.setShard(
                        shard, disk: system.status(layout.blobs / shard)?.allocated ?? 0, isSynced: true)
                }
            }
            // Closing would do the same, but say nothing when the disk is full.
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        } catch let error as SQLiteError {
            throw StoreError.index(layout.indexBuilding, cause: error)
        }
        for directory in [layout.blobs] + Digest.Algorithm.allCases.map(layout.blobs(_:))
        where try system.status(directory) != nil {
            try system.syncDirectory(directory)
        }
        try OpenFile(layout.indexBuilding, .read, on: system).sync()
        return (blobs.count, salvage.references.count)
    }

    /// The blobs that the file names tell of. Whether their bytes are right is for a verification to find.
    private func scan() throws -> [Digest: Blob] {
        var blobs: [Digest: Blob] = [:]
        for file in try BlobFile.all(in: layout, system) {
            guard let size = try file.ifReadable(on: system, \.size) else { continue }
            // It may be one that did not reach the disk.
            blobs[file.digest] = file.blob(size: size, boot: Boot.unknown)
        }
        return blobs
    }
}
