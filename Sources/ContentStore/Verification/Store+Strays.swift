internal import Host
internal import SQLite
internal import Values

// Files in `blobs/` that no row answers for. Others add and evict while we read, so what was seen is decided upon only
// under the index's lock, where neither goes on.
extension Store {
    func verifyStrays(_ verification: inout Verification, repairing: Bool) throws {
        var strangers: [(Path, FileStatus)] = []
        let files = try BlobFile.all(in: layout, system) { strangers.append(($0, $1)) }
        for file in files where try index.read({ try isStray(file, $0) }) {
            try verifyStray(file, &verification, repairing: repairing)
        }
        for (path, status) in strangers where !verification.mentions(path) {
            let finding = Finding.rubbish(path, bytes: status.allocated)
            verification.add(finding, repairing ? try setAside(path).map { .quarantined($0, references: []) } : nil)
        }
    }

    private func verifyStray(_ file: BlobFile, _ verification: inout Verification, repairing: Bool) throws {
        do {
            let size = try file.ifReadable(on: system) { reader in
                try reader.forEachPiece { _ in }
                return reader.size
            }
            if repairing, size != nil { try sync(file) }
            try deciding { connection in
                guard try isStray(file, connection) else { return }
                let repair = repairing ? try mend(file, size: size, connection) : nil
                let bytes = file.status.allocated
                verification.add(
                    size == nil
                        ? .rubbish(file.path, bytes: bytes) : .unreferenced(file.digest, file.path, bytes: bytes),
                    repair)
            }
        } catch let error as SystemError where error.code == .notFound {
            // Whoever it belonged to took it away.
        }
    }

    /// Under the write lock, if there is one to take.
    private func deciding(_ body: (borrowing Connection) throws -> Void) throws {
        try isWritable ? index.write(body) : index.read(body)
    }

    /// Whether the file is still there, and nobody's: no row has it, not even one that is leaving, and no write that is
    /// about to give it one.
    private func isStray(_ file: BlobFile, _ connection: borrowing Connection) throws -> Bool {
        if try connection.encodingOfRow(file.digest) == file.encoding { return false }
        guard let status = try system.status(file.path), status.identity == file.status.identity else { return false }
        return try status.links == 1 || !isInFlight(status.identity)
    }

    /// Whether a session has the file under another name.
    private func isInFlight(_ identity: FileStatus.Identity) throws -> Bool {
        for name in try system.names(in: layout.sessions) {
            let session = layout.sessions / name
            guard try system.status(session)?.kind == .directory else { continue }
            for name in try system.namesIfThere(session) where try system.status(session / name)?.identity == identity {
                return true
            }
        }
        return false
    }

    /// Who left the file here did not come to sync it, or never meant to.
    private func sync(_ file: BlobFile) throws {
        try OpenFile(file.path, .read, on: system).sync()
        for directory in [file.path.parent, layout.blobs(file.digest.algorithm), layout.blobs] {
            try system.syncDirectory(directory)
        }
    }

    /// Gives a file of `size` plain bytes a row; nil stands for one that is wrong, and goes out of the way. So does a
    /// second encoding, which is of no use to anybody.
    private func mend(_ file: BlobFile, size: Int64?, _ connection: borrowing Connection) throws -> Repair? {
        guard let size, try connection.encodingOfRow(file.digest) == nil else {
            return try setAside(file.path).map { .quarantined($0, references: []) }
        }
        try connection.insert(file.blob(size: size))
        try noteShard(of: file.digest, isSynced: true, in: connection)
        return .adopted
    }
}
