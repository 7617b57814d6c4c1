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
        guard try lock.lock(.exclusive, waiting: false) || waitForCreation() else {
            throw StoreError.storeInUse(layout.home)
        }
        // Somebody may have done it while we had no lock.
        if !forced, let index = try Store.openHealthy(layout, system) { return try shared(index) }
        let old = try setAside()
        let salvaged = old.map(salvage) ?? []
        let blobs = try build(salvaged)
        let index = try shared(BlobIndex(layout.index, .create))
        if old != nil || blobs > 0 {
            let reason = old == nil ? "there was none" : "the old one is damaged"
            let references = try index.read { try $0.references() }.count
            notify(.indexRebuilt(layout.index, reason: reason, blobs: blobs, references: references))
        }
        return index
    }

    /// Of several processes that meet in a new home one makes the index, and the others need only wait for it. With a
    /// damaged index waiting could last as long as somebody's build.
    private func waitForCreation() throws -> Bool {
        guard try system.status(layout.index) == nil else { return false }
        return try lock.lock(.exclusive, waiting: true)
    }

    private func shared(_ index: BlobIndex) throws -> BlobIndex {
        _ = try lock.lock(.shared, waiting: true)
        return index
    }

    /// Moves what is left of the old index to the quarantine, under one name of its own. Nil when there is nothing.
    private func setAside() throws -> Path? {
        guard let status = try system.status(layout.index) else { return nil }
        guard status.length > 0 else {
            // An empty index beside a log would make SQLite replay the log of another file.
            for path in [layout.index, layout.indexLog, layout.indexShared] { _ = try system.remove(path) }
            return nil
        }
        _ = try system.makeDirectory(layout.quarantine)
        let path = layout.quarantine / "index-\(status.modified.microseconds).sqlite"
        for (old, suffix) in [(layout.indexShared, "-shm"), (layout.indexLog, "-wal"), (layout.index, "")]
        where try system.status(old) != nil {
            try system.rename(old, to: path.appending(suffix))
        }
        return path
    }

    /// The references that the damaged index still shows.
    private func salvage(_ old: Path) -> [Reference] {
        // Damage may show at any point; whatever was readable until then is what there is.
        guard let connection = try? Connection(old, .readOnly) else { return [] }
        return (try? connection.references()) ?? []
    }

    private func build(_ references: [Reference]) throws -> Int {
        for suffix in ["", "-wal", "-shm"] { _ = try system.remove(layout.indexBuilding.appending(suffix)) }
        let blobs = try scan()
        // SQLite would make it readable to all, and gives its other files the rights that this one has.
        _ = try OpenFile(layout.indexBuilding, .create, on: system)
        do {
            let connection = try BlobIndex.create(layout.indexBuilding)
            try connection.write { connection in
                for blob in blobs.values { try connection.insert(blob) }
                for reference in references where blobs[reference.digest] != nil {
                    try connection.setReference(reference.name, to: reference.digest, at: reference.created)
                }
                for shard in Set(blobs.keys.map(layout.shardName(of:))) {
                    try connection.setShard(shard, disk: system.status(layout.blobs / shard)?.allocated ?? 0)
                }
            }
            // Closing the only connection works the log into the database.
        } catch let error as SQLiteError {
            throw StoreError.index(layout.indexBuilding, cause: error)
        }
        try OpenFile(layout.indexBuilding, .read, on: system).sync()
        try system.rename(layout.indexBuilding, to: layout.index)
        try system.syncDirectory(layout.home)
        return blobs.count
    }

    /// The blobs that the file names tell of. Whether their bytes are right is for a verification to find.
    private func scan() throws -> [Digest: Blob] {
        var blobs: [Digest: Blob] = [:]
        for file in try BlobFile.all(in: layout, system) {
            guard let size = try? file.reader(on: system).size else { continue }
            blobs[file.digest] = file.blob(size: size)
        }
        return blobs
    }
}
