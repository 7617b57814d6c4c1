internal import Host
internal import SQLite
package import Values

/// What a pruning is to remove: of the blobs that nothing holds, the least worthy first.
package struct Pruning: Sendable {
    /// Stop when the home takes no more than this; nil goes on to the end.
    package var keep: Int64?
    /// Pass over what was used since then.
    package var usedBefore: Timestamp?
    /// Only tell.
    package var isDry: Bool
    /// Remove what cache mounts hold as well, all of it, before anything else.
    package var includesMounts: Bool

    package init(
        keep: Int64? = nil, usedBefore: Timestamp? = nil, isDry: Bool = false, includesMounts: Bool = false
    ) {
        self.keep = keep
        self.usedBefore = usedBefore
        self.isDry = isDry
        self.includesMounts = includesMounts
    }
}

/// What a pruning removed, or would have.
package struct Pruned: Equatable, Sendable {
    package let blobs: [Blob]
    /// Bytes of damaged files.
    package let quarantine: Int64
    /// Copies of layers.
    package let directories: [PrunedDirectory]
    /// Bytes of cache mounts.
    package let mounts: Int64
}

package struct PrunedDirectory: Equatable, Sendable {
    /// Below the home.
    package let path: String
    package let disk: Int64

    package init(path: String, disk: Int64) {
        self.path = path
        self.disk = disk
    }
}

// The order in which blobs go is in `Worth`; the statements are in `Index/BlobIndex+Eviction.swift`; who must leave for
// a write is asked by `Reservation`. Blobs are marked under the index's lock and removed under it, batch by batch.
extension Store {
    /// Removes what `pruning` asks for, and the quarantine: copies of layers first, then blobs.
    package func prune(_ pruning: Pruning) throws -> Pruned {
        try requireLeaveToWrite()
        let usage = try usage()
        let ballast = Ballast(layout, system)
        var needed = try pruning.keep.map { try usage.total - usage.quarantine + ballast.lacking - $0 } ?? .max
        var mounts: Int64 = 0
        if pruning.includesMounts { mounts = try pruning.isDry ? usage.mounts : removeMounts() }
        needed -= mounts
        let directories = try evictDirectories(
            freeing: needed, usedBefore: pruning.usedBefore, isDry: pruning.isDry)
        needed -= directories.reduce(0) { $0 + $1.disk }
        let planned = try index.read { try Departures(freeing: needed, pruning.usedBefore, in: $0).victims }
        if !pruning.isDry { try emptyQuarantine() }
        let gone = pruning.isDry ? planned : try remove(planned, usedBefore: pruning.usedBefore)
        if !pruning.isDry {
            try index.shrink()
            ballast.fill()
        }
        return Pruned(
            blobs: gone, quarantine: usage.quarantine,
            directories: directories.map { PrunedDirectory(path: $0.path, disk: $0.disk) }, mounts: mounts)
    }

    /// Removes blobs, as far as nobody keeps or uses them since they were chosen.
    private func remove(_ planned: [Blob], usedBefore moment: Timestamp?) throws -> [Blob] {
        var gone: [Blob] = []
        for start in stride(from: 0, to: planned.count, by: Self.batchSize) {
            let batch = planned[start..<min(start + Self.batchSize, planned.count)]
            gone += try index.write(durably: true) { try $0.markLeaving(batch, usedBefore: moment) }
            try finishLeaving()
        }
        return gone
    }

    /// Makes room for `bytes`, or throws; then nothing was removed, unless what was there was leased meanwhile.
    /// `besides`: what the index does not answer for.
    func evict(for bytes: Int64, besides: Int64, limit: Int64) throws {
        var isEnough = false
        while !isEnough {
            isEnough = try index.write(durably: true) { connection in
                // Counted anew, under the lock: others may have made room since, or are about to.
                let used = try connection.accounted(besides)
                let needed = try used - connection.leavingBytes() + bytes - limit
                if needed <= 0 { return true }
                guard try connection.unheldBytes() >= needed else {
                    let held = try connection.heldBytes()
                    throw StoreError.limitReached(limit: limit, needed: bytes, used: used, held: held)
                }
                let victims = try Departures(freeing: needed, nil, atMost: Self.batchSize, in: connection).victims
                _ = try connection.markLeaving(victims[...], usedBefore: nil)
                return false
            }
            try finishLeaving()
        }
    }

    /// Removes the files, then the rows, of all that is leaving, whoever marked it.
    func finishLeaving() throws {
        while try !index.read({ try $0.leaving(atMost: 1) }).isEmpty {
            try Interruption.check()
            try index.write { connection in
                // Looked up again under the lock: what was written anew has stopped leaving.
                for (digest, encoding) in try connection.leaving(atMost: Self.batchSize) {
                    try system.removeTree(layout.file(of: digest, encoding))
                    try connection.delete(digest)
                    try noteShard(of: digest, in: connection)
                }
            }
        }
    }

    /// So few that the write lock is not held for long, and that the log for them fits where the ballast was.
    private static var batchSize: Int { 64 }
}
