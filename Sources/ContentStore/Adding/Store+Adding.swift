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
        let session = try workingSession()
        if let known = try intake.expected.flatMap({ try keepKnown($0, intake) }) { return known }
        var source = Incoming(source, intake)
        let encoding = try source.chooseEncoding(intake.compression)
        var file = try IncomingFile(self, session, source.forecast(encoding))
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
            try makeShard(of: digest)
            let isLinked = try linkNewName(file.path, named.path)
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
            try system.syncDirectory(layout.shard(of: file.digest))
        }
        // Its row, if there was one, was leaving or told of a file that is lost; nobody would come for it any more.
        try system.removeTree(layout.file(of: file.digest, file.encoding.other))
        let blob = file.blob(size: size, cost: intake.cost, at: now)
        try connection.insert(blob)
        try noteShard(of: file.digest, in: connection)
        return Addition(blob: try connection.keep(blob, intake, at: now), isNew: true)
    }

    /// Whether a blob that is known has its bytes, as far as a look tells. One that has lost them is taken in anew.
    private func isWhole(_ blob: Blob) throws -> Bool {
        guard let status = try system.status(path(of: blob)) else { return false }
        return status.kind == .file && status.length == blob.stored
    }

    private func makeShard(of digest: Digest) throws {
        let (name, path) = (layout.shardName(of: digest), layout.shard(of: digest))
        // A directory that is there may have been made a moment ago, and not be on the disk. One with a row is.
        if try system.status(path) != nil, try index.read({ try $0.hasShard(name) }) { return }
        for directory in [layout.blobs(digest.algorithm), path] {
            _ = try system.makeDirectory(directory)
            try system.syncDirectory(directory.parent)
        }
    }

    /// False when the name is taken or the file system has no links; the file then waits for the index's lock.
    private func linkNewName(_ path: Path, _ name: Path) throws -> Bool {
        do {
            try system.link(path, to: name)
        } catch  where error.preventsLink {
            return false
        }
        try system.syncDirectory(name.parent)
        return true
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
