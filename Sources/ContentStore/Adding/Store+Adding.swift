internal import Compression
internal import Hashing
package import Host
internal import SQLite
internal import Values

extension Store {
    /// Takes the bytes of `source` in as a blob, or says what was wrong with them and keeps nothing.
    ///
    /// A blob that is there already, and whose digest is expected, is not read again. Nothing keeps a blob that was
    /// added without a lease or a reference: it may be evicted before this returns.
    package func add(_ source: some ByteSource, _ intake: Intake = Intake()) throws -> Addition {
        let addition = try take(source, intake)
        // It may have been there, and not have been meant to last.
        if intake.durability == .synced, addition.blob.boot != nil { try settle([addition.blob]) }
        return addition
    }

    private func take(_ source: some ByteSource, _ intake: Intake) throws -> Addition {
        let session = try workingSession()
        if let known = try intake.expected.flatMap({ try keepKnown($0, intake) }) { return known }
        var source = Incoming(source, intake)
        let encoding = try source.chooseEncoding(intake.compression)
        var file = try IncomingFile(self, session, source.forecast(encoding), intake.durability)
        switch encoding {
        case .plain: try source.drain { try file.write($0) }
        case .zstd: try source.compress(intake.compression) { try file.write($0) }
        }
        let (digest, size) = try source.verified()
        return try publish(&file, digest, encoding, size: size, intake)
    }

    /// Takes the file that is open in.
    package func add(_ file: OpenFile, _ intake: Intake = Intake()) throws -> Addition {
        try add(FileSource(file), intake)
    }

    package func add(_ bytes: [UInt8], _ intake: Intake = Intake()) throws -> Addition {
        try add(MemorySource(bytes), intake)
    }

    /// The blob, kept as `intake` says, if the store has it.
    private func keepKnown(_ digest: Digest, _ intake: Intake) throws -> Addition? {
        let now = clock.now()
        _ = try areTrusted([digest])
        return try index.write { connection in
            guard let blob = try connection.blob(digest), try isWhole(blob) else { return nil }
            if let length = intake.length, length != blob.size {
                throw length < blob.size
                    ? StoreError.longerThanPromised(length) : .endedEarly(expected: length, found: blob.size)
            }
            return Addition(blob: try connection.keep(blob, intake, at: now), isNew: false)
        }
    }

    /// Gives the file its name, then the name its row. docs/store-format.md, "Writing a blob", has the steps.
    private func publish(
        _ file: inout IncomingFile, _ digest: Digest, _ encoding: Encoding, size: Int64, _ intake: Intake
    ) throws -> Addition {
        let status = try file.finish()
        let named = BlobFile(
            path: layout.file(of: digest, encoding), digest: digest, encoding: encoding, status: status)
        do {
            let isLinked =
                switch intake.durability {
                case .synced: try linkForGood(file.path, to: named)
                case .lazy: try linkNewName(file.path, to: named)
                }
            // A row that another boot left unsynced may tell of another file.
            _ = try areTrusted([digest])
            let addition = try index.write { connection in
                try file.releaseReservation(in: connection)
                return try register(named, from: file.path, isLinked: isLinked, size: size, intake, in: connection)
            }
            file.settleReservation()
            return addition
        } catch let failure {
            // Otherwise waste that no limit counts.
            do { try named.withdraw(index, system) } catch { file.leaveToSweep() }
            throw failure
        }
    }

    /// Gives a file its row, unless its blob has one, and sees to it that the row will tell the truth.
    private func register(
        _ file: BlobFile, from path: Path, isLinked: Bool, size: Int64, _ intake: Intake,
        in connection: borrowing Connection
    ) throws -> Addition {
        let now = clock.now()
        if let known = try connection.blob(file.digest), try isWhole(known) {
            // Two encodings of one blob: the row's is the one that is read.
            if isLinked, known.encoding != file.encoding { _ = try system.remove(file.path) }
            return Addition(blob: try connection.keep(known, intake, at: now), isNew: false)
        }
        // An eviction may have come between, a leftover may be in the way, hard links may be unknown here.
        if try system.status(file.path)?.identity != file.status.identity {
            try system.rename(path, to: file.path)
            if intake.durability == .synced { try system.syncDirectory(layout.shard(of: file.digest)) }
        }
        // Its row, if there was one, was leaving or told of a file that is lost; nobody would come for it any more.
        try system.removeTree(layout.file(of: file.digest, file.encoding.other))
        let blob = file.blob(size: size, cost: intake.cost, at: now, boot: intake.durability == .lazy ? boot : nil)
        try connection.insert(blob)
        try noteShard(of: file.digest, isSynced: intake.durability == .synced, in: connection)
        return Addition(blob: try connection.keep(blob, intake, at: now), isNew: true)
    }

    /// Whether a blob that is known has its bytes, as far as a look tells. One that has lost them is taken in anew.
    private func isWhole(_ blob: Blob) throws -> Bool {
        guard let status = try system.status(path(of: blob)) else { return false }
        return status.kind == .file && status.length == blob.stored
    }

    /// Links a file to its name, and returns when that is on the disk.
    private func linkForGood(_ path: Path, to named: BlobFile) throws -> Bool {
        try makeShard(of: named.digest)
        guard try link(path, to: named.path) else { return false }
        try system.syncDirectory(named.path.parent)
        return true
    }

    /// Links a file to its name, whose directory is there as a rule.
    private func linkNewName(_ path: Path, to named: BlobFile) throws -> Bool {
        do {
            return try link(path, to: named.path)
        } catch let error as SystemError where error.code == .notFound {
            try makeUnsyncedShard(of: named.digest)
            return try link(path, to: named.path)
        }
    }

    /// False when the name is taken or the file system has no links; the file then waits for the index's lock.
    private func link(_ path: Path, to name: Path) throws -> Bool {
        do {
            try system.link(path, to: name)
            return true
        } catch  where error.preventsLink {
            return false
        }
    }
}

extension Connection {
    /// Notes the use, attaches the lease and the reference that were asked for, and returns the blob as it is then.
    fileprivate func keep(_ blob: Blob, _ intake: Intake, at now: Timestamp) throws -> Blob {
        if Worth.isStale(blob.used, at: now) { try touch(blob, at: now) }
        if let lease = intake.lease { try self.lease(blob.digest, under: lease.id) }
        if let name = intake.reference { try setReference(name, to: blob.digest, at: now) }
        return try self.blob(blob.digest) ?? blob
    }
}
