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

extension Store {
    /// Removes what `pruning` asks for, and the quarantine.
    package func prune(_ pruning: Pruning) throws -> Pruned {
        guard isWritable else { throw StoreError.homeIsReadOnly(home) }
        let usage = try usage()
        let ballast = Ballast(layout, system)
        let needed = try pruning.keep.map { try usage.total - usage.quarantine + ballast.lacking - $0 } ?? .max
        let planned = try index.read { try Self.victims(in: $0, freeing: needed, pruning.usedBefore) }
        if pruning.isDry { return Pruned(blobs: planned, quarantine: usage.quarantine) }
        try system.removeTree(layout.quarantine)
        var gone: [Blob] = []
        for start in stride(from: 0, to: planned.count, by: Self.batchSize) {
            let batch = planned[start..<min(start + Self.batchSize, planned.count)]
            gone += try index.write(durably: true) { try $0.markLeaving(batch) }
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
                _ = try connection.markLeaving(victims[...])
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
        while freed < needed, victims.count < most {
            let batch = try connection.unheld(count: batchSize, after: victims.count, usedBefore: usedBefore)
            if batch.isEmpty { break }
            for digest in batch where freed < needed {
                guard let blob = try connection.blob(digest) else { continue }
                victims.append(blob)
                freed += blob.disk
            }
        }
        return victims
    }

    /// Removes the files, then the rows, of all that is leaving, whoever marked it.
    func finishLeaving() throws {
        while try !index.read({ try $0.leaving(atMost: 1) }).isEmpty {
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

    /// Brings the index up to date on what the directory of a blob takes itself.
    func noteShard(of digest: Digest, in connection: borrowing Connection) throws {
        let disk = try system.status(layout.shard(of: digest))?.allocated ?? 0
        try connection.setShard(layout.shardName(of: digest), disk: disk)
    }

    /// So few that the write lock is not held for long, and that the log for them fits where the ballast was.
    private static var batchSize: Int { 64 }
}
