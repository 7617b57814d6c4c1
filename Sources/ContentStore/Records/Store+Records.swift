internal import Host
internal import SQLite
package import Values

// The records of steps.
extension Store {
    /// The records under some keys, those of a scope before others; none whose layer is gone. Quick for many keys at
    /// once. Counts as use of the layers.
    package func records(for keys: [Digest], preferring scope: String) throws -> [Digest: StepRecord] {
        var records: [Digest: StepRecord] = [:]
        var stale: Set<Digest> = []
        var missing = keys
        while !missing.isEmpty {
            let found = try index.snapshot { connection in
                try missing.compactMap { try connection.record($0, preferring: scope) }
            }
            missing = []
            for known in found {
                let layer = known.record.layer
                guard try areTrusted([layer.diffID, layer.tree]) else {
                    // Another scope may have one. It is found once this is forgotten, if it can be.
                    if isWritable { missing.append(known.record.key) }
                    continue
                }
                records[known.record.key] = known.record
                if Worth.isStale(known.used, at: clock.now()) { stale.insert(layer.diffID) }
            }
        }
        noteUse(of: stale)
        return records
    }

    /// Keeps records, each in the place of one with its key and scope; all or none. Throws `absent` where a layer is
    /// not known. Of one place in one scope only the youngest stay.
    ///
    /// `sparesYounger`: whether a record that is there stays where its layer is as young or younger.
    package func keep(_ records: [StepRecord], sparesYounger: Bool = false) throws {
        let now = clock.now()
        let packs = Set(records.map(\.layer.diffID))
        try noting(packs) { connection in
            for record in records {
                if sparesYounger, let known = try connection.created(of: record), known >= record.created { continue }
                guard try connection.layer(record.layer.diffID) != nil else {
                    throw StoreError.absent(record.layer.diffID)
                }
                try connection.insert(record)
                try connection.trimRecords(of: record.scope, at: record.place, keeping: Self.recordsOfPlace)
            }
            for pack in packs { try connection.touchIfStale(pack, at: now) }
        }
    }

    /// All records of a layer, the oldest first.
    package func records(of layer: Digest) throws -> [StepRecord] {
        try index.read { try $0.records(of: layer) }
    }

    /// The layer of the last record at a place of a scope.
    package func lastLayer(of scope: String, at place: String) throws -> StoredLayer? {
        try trusting { try $0.lastLayer(of: scope, at: place) }
    }

    /// What the last few steps at a place of a scope were made of, and what they came to, the youngest first.
    package func lastSteps(of scope: String, at place: String) throws -> [(ingredients: [UInt8], layer: StoredLayer)] {
        try index.read { try $0.lastSteps(of: scope, at: place) }
            .filter { try areTrusted([$0.layer.diffID, $0.layer.tree]) }
    }

    /// What a step at a place took the last time, in seconds.
    package func lastSeconds(of scope: String, at place: String) throws -> Double? {
        try index.read { try $0.lastSeconds(of: scope, at: place) }
    }

    /// Twice what a step that flips between twenty states needs, as most have a record of either kind.
    private static var recordsOfPlace: Int { 40 }

    /// Not worth failing for, as with reading.
    private func noteUse(of packs: Set<Digest>) {
        guard isWritable, !packs.isEmpty else { return }
        let now = clock.now()
        try? index.write { connection in
            for pack in packs { try connection.touchIfStale(pack, at: now) }
        }
    }
}

extension Connection {
    fileprivate func touchIfStale(_ digest: Digest, at now: Timestamp) throws {
        guard let blob = try blob(digest), Worth.isStale(blob.used, at: now) else { return }
        try touch(blob, at: now)
    }
}
