internal import Host
internal import SQLite
internal import Values

extension Store {
    /// Reads every blob, and looks for what should not be there. `repairing`: puts right what can be; throws when the
    /// index is damaged, as it has to be made again first (`rebuildIndex`).
    ///
    /// Others may use the store meanwhile; what they add or evict is not mistaken for damage. `progress` hears how many
    /// more bytes were read, of how many: of content, and not of strays, of which nobody knows before.
    package func verify(
        repairing: Bool = false, progress: (_ bytes: Int64, _ total: Int64) -> Void = { _, _ in }
    ) throws -> Verification {
        if repairing { try requireLeaveToWrite() }
        var verification = Verification()
        try verifyIndex(&verification, repairing: repairing)
        let blobs = try index.read { try $0.blobs() }
        let total = blobs.reduce(0) { $0 + $1.size }
        for blob in blobs {
            verification.count(blob)
            if let finding = try finding(about: blob, { progress($0, total) }) {
                verification.add(finding, repairing ? try forget(blob, finding) : nil)
            } else if repairing, blob.boot != nil {
                // Nobody need read it again.
                try settle([blob])
            }
        }
        try verifyStrays(&verification, repairing: repairing)
        return verification
    }

    private func verifyIndex(_ verification: inout Verification, repairing: Bool) throws {
        let complaints = try index.complaints()
        if repairing, let first = complaints.first { throw BlobIndex.damage(index.path, first) }
        for complaint in complaints { verification.add(.damagedIndex(complaint), nil) }
    }

    private func finding(about blob: Blob, _ progress: (Int64) -> Void) throws -> Finding? {
        let path = path(of: blob)
        do {
            if let status = try system.status(path), status.kind != .file {
                return try hasRow(like: blob) ? .damaged(blob, path, .unreadable("it is not a file")) : nil
            }
            try reader(of: blob).forEachPiece { progress(Int64($0.count)) }
            return nil
        } catch StoreError.missing {
            return try hasRow(like: blob) ? .missing(blob, path) : nil
        } catch StoreError.corrupt(_, _, let corruption) {
            // Evicted, and perhaps written anew, while it was being read?
            return try hasRow(like: blob) ? .damaged(blob, path, corruption) : nil
        } catch let error as SystemError where error.isLoss {
            return try hasRow(like: blob) ? .damaged(blob, path, .unreadable(error.description)) : nil
        }
    }

    /// Takes a blob that is not what it should be out of the index, and its file out of the way.
    private func forget(_ blob: Blob, _ finding: Finding) throws -> Repair? {
        try index.write { connection in
            guard try connection.blob(blob.digest)?.isSameFile(as: blob) == true else { return nil }
            let place = try setAside(path(of: blob))
            let references = try connection.forget(blob.digest)
            try noteShard(of: blob.digest, in: connection)
            return place.map { .quarantined($0, references: references) } ?? .forgotten(references: references)
        }
    }

    private func hasRow(like blob: Blob) throws -> Bool {
        try self.blob(blob.digest)?.isSameFile(as: blob) == true
    }
}

extension Blob {
    /// Whether both tell of one file; its use and its holds may have changed.
    func isSameFile(as other: Blob) -> Bool {
        (digest, encoding, stored, created) == (other.digest, other.encoding, other.stored, other.created)
    }
}
