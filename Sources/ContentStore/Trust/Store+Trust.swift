internal import Host
internal import SQLite
internal import Synchronization
internal import Values

// Blobs that were not synced are what their rows say as long as the machine runs. After that each is read before it is
// trusted, once; see docs/store-format.md, "Lazy blobs".
extension Store {
    /// Whether blobs may be taken for what their rows say. Reads those that another boot of the machine left unsynced;
    /// those that prove wrong are forgotten. A digest without a row is not in the way.
    func areTrusted(_ digests: some Sequence<Digest>) throws -> Bool {
        // Within this boot nobody makes new ones.
        guard hasDoubtful else { return true }
        var areTrusted = true
        for digest in digests {
            guard let blob = try index.read({ try $0.blob(digest) }), isDoubtful(blob) else { continue }
            if try !examine(blob) { areTrusted = false }
        }
        return areTrusted
    }

    private func isDoubtful(_ blob: Blob) -> Bool {
        guard let boot = blob.boot, boot != self.boot else { return false }
        return examined.withLock { $0[blob.digest] != true }
    }

    /// Reads a blob, and keeps what came of it: in its row, or where that cannot be written in mind.
    private func examine(_ blob: Blob) throws -> Bool {
        let known = examined.withLock { $0[blob.digest] }
        let isRight = try known ?? hasRightContent(blob)
        if isWritable {
            try isRight ? settle([blob]) : lose(blob)
        } else {
            examined.withLock { $0[blob.digest] = isRight }
        }
        return isRight
    }

    private func hasRightContent(_ blob: Blob) throws -> Bool {
        do {
            if try system.status(path(of: blob))?.kind != .file { return false }
            try reader(of: blob).forEachPiece { _ in }
            return true
        } catch StoreError.missing, StoreError.corrupt {
            return false
        } catch let error as SystemError where error.isLoss {
            return false
        }
    }

    /// Forgets a blob that did not reach the disk, with its file.
    private func lose(_ blob: Blob) throws {
        let references: [String] = try index.write { connection in
            guard try connection.blob(blob.digest)?.isSameFile(as: blob) == true else { return [] }
            try system.removeTree(path(of: blob))
            let references = try connection.forget(blob.digest)
            try noteShard(of: blob.digest, in: connection)
            return references
        }
        if !references.isEmpty { notify(.lost(blob.digest, references: references)) }
    }
}
