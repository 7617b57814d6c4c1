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

    package init(keep: Int64? = nil, usedBefore: Timestamp? = nil, isDry: Bool = false) {
        self.keep = keep
        self.usedBefore = usedBefore
        self.isDry = isDry
    }
}

/// What a pruning removed, or would have.
package struct Pruned: Equatable, Sendable {
    package let blobs: [Blob]
    /// Bytes of damaged files.
    package let quarantine: Int64
}

// The order in which blobs go is in `Worth`; the statements are in `Index/BlobIndex+Eviction.swift`; who must leave for
// a write is asked by `Reservation`. Blobs are marked under the index's lock and removed under it, batch by batch.
extension Store {
    /// Removes what `pruning` asks for, and the quarantine.
    package func prune(_ pruning: Pruning) throws -> Pruned {
        try requireLeaveToWrite()
        let usage = try usage()
        let ballast = Ballast(layout, system)
        let needed = try pruning.keep.map { try usage.total - usage.quarantine + ballast.lacking - $0 } ?? .max
        let planned = try index.read { try Self.victims(in: $0, freeing: needed, pruning.usedBefore) }
        if pruning.isDry { return Pruned(blobs: planned, quarantine: usage.quarantine) }
        try emptyQuarantine()
        var gone: [Blob] = []
        for start in stride(from: 0, to: planned.count, by: Self.batchSize) {
            let batch = planned[start..<min(start + Self.batchSize, planned.count)]
            gone += try index.write(durably: true) { try $0.markLeaving(batch, usedBefore: pruning.usedBefore) }
            try finishLeaving()
        }
        try index.shrink()
        ballast.fill()
        return Pruned(blobs: gone, quarantine: usage.quarantine)
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
                let victims = try Self.victims(in: connection, freeing: needed, nil, atMost: Self.batchSize)
                _ = try connection.markLeaving(victims[...], usedBefore: nil)
                return false
            }
            try finishLeaving()
        }
    }

    private static func victims(
        in connection: borrowing Connection, freeing needed: Int64, _ usedBefore: Timestamp?, atMost most: Int = .max
    ) throws -> [Blob] {
        var victims: [Blob] = []
        var freed: Int64 = 0
        if needed <= 0 { return [] }
        try connection.eachUnheld(usedBefore: usedBefore) { blob in
            victims.append(blob)
            freed += blob.disk
            return freed < needed && victims.count < most
        }
        return victims
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
