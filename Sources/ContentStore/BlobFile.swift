internal import Host
internal import Values

/// A file found in `blobs/` under a name that says which blob it holds.
struct BlobFile {
    let path: Path
    let digest: Digest
    let encoding: Encoding
    let status: FileStatus

    /// All of them. `stranger` hears of files under names that no store gives.
    static func all(
        in layout: Layout, _ system: any FileSystem, stranger: (Path, FileStatus) -> Void = { _, _ in }
    ) throws -> [BlobFile] {
        var files: [BlobFile] = []
        for algorithm in Digest.Algorithm.allCases {
            for shard in try names(in: layout.blobs(algorithm), system) {
                let directory = layout.blobs(algorithm) / shard
                for name in try names(in: directory, system) {
                    let path = directory / name
                    guard let status = try system.status(path) else { continue }
                    guard let (digest, encoding) = Layout.blob(named: name, in: shard, algorithm), status.kind == .file
                    else {
                        stranger(path, status)
                        continue
                    }
                    files.append(BlobFile(path: path, digest: digest, encoding: encoding, status: status))
                }
            }
        }
        return files
    }

    private static func names(in directory: Path, _ system: any FileSystem) throws -> [String] {
        guard try system.status(directory)?.kind == .directory else { return [] }
        return try system.names(in: directory)
    }

    func reader(on system: any FileSystem) throws -> BlobReader {
        try BlobReader(digest, encoding, OpenFile(path, .read, on: system))
    }

    /// The blob that the file would be, with nothing known of its past.
    func blob(size: Int64) -> Blob {
        Blob(
            digest: digest, encoding: encoding, size: size, stored: status.length, disk: status.allocated, cost: nil,
            created: status.modified, used: status.modified, holds: 0)
    }
}

extension FileSystem {
    /// Returns when the names in a directory are on the disk.
    func syncDirectory(_ path: Path) throws {
        try OpenFile(path, .read, on: self).sync()
    }
}
