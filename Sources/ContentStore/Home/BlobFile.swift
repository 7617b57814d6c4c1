internal import Host
internal import Values

/// A file found in `blobs/` under a name that says which blob it holds.
struct BlobFile {
    let path: Path
    let digest: Digest
    let encoding: Encoding
    let status: FileStatus

    /// No disk has room for more, though a file of one hole may be said to be longer. What is reckoned with lengths up
    /// to here does not overflow.
    static let longest: Int64 = 1 << 60

    /// All of them. `stranger` hears of files that no store makes: by their names, or their lengths.
    static func all(
        in layout: Layout, _ system: any FileSystem, stranger: (Path, FileStatus) -> Void = { _, _ in }
    ) throws -> [BlobFile] {
        var files: [BlobFile] = []
        try eachEntry(of: layout.blobs, system) { path, status in
            guard let algorithm = path.name.text.flatMap(Digest.Algorithm.init), status.kind == .directory else {
                return stranger(path, status)
            }
            try eachEntry(of: path, system) { shard, status in
                guard status.kind == .directory else { return stranger(shard, status) }
                try eachEntry(of: shard, system) { path, status in
                    guard let (digest, encoding) = Layout.blob(named: path.name, in: shard.name, algorithm),
                        status.kind == .file, status.length <= longest
                    else { return stranger(path, status) }
                    files.append(BlobFile(path: path, digest: digest, encoding: encoding, status: status))
                }
            }
        }
        return files
    }

    private static func eachEntry(
        of directory: Path, _ system: any FileSystem, _ body: (Path, FileStatus) throws -> Void
    ) throws {
        for name in try system.names(in: directory) {
            let path = directory / name
            try Interruption.check(path)
            // Others may remove it meanwhile.
            if let status = try system.status(path) { try body(path, status) }
        }
    }

    /// Takes the name back from a file that got no row.
    func withdraw(_ index: BlobIndex, _ system: any FileSystem) throws {
        try index.write { connection in
            guard try connection.blob(digest)?.encoding != encoding,
                try system.status(path)?.identity == status.identity
            else { return }
            _ = try system.remove(path)
        }
    }

    func reader(on system: any FileSystem) throws -> BlobReader {
        try BlobReader(digest, encoding, OpenFile(path, .read, on: system))
    }

    /// What `read` makes of the content; nil when the content is wrong, or the disk does not give it. Other failures
    /// say nothing of the file, and are thrown.
    func ifReadable<Value>(on system: any FileSystem, _ read: (BlobReader) throws -> Value) throws -> Value? {
        do {
            return try read(reader(on: system))
        } catch StoreError.corrupt {
            return nil
        } catch let error as SystemError where error.isLoss {
            return nil
        }
    }

    /// The blob that the file is; without a `moment`, one with nothing known of its past.
    func blob(size: Int64, cost: Double? = nil, at moment: Timestamp? = nil, boot: String? = nil) -> Blob {
        let moment = moment ?? status.modified
        return Blob(
            digest: digest, encoding: encoding, size: size, stored: status.length, disk: status.allocated, cost: cost,
            created: moment, used: moment, holds: 0, boot: boot)
    }
}
