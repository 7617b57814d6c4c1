internal import Host
internal import Values

/// Where things are in a home; docs/store-format.md has the picture.
struct Layout: Sendable {
    let home: Path

    var index: Path { home / "index.sqlite" }
    var indexLog: Path { index.appending("-wal") }
    var indexShared: Path { index.appending("-shm") }
    /// An index in the making; it takes the place of `index` when it is whole.
    var indexBuilding: Path { home / "index.building" }
    var lock: Path { home / "lock" }
    var cacheTag: Path { home / "CACHEDIR.TAG" }
    var ballast: Path { home / "ballast" }
    var blobs: Path { home / "blobs" }
    var sessions: Path { home / "tmp" }
    var quarantine: Path { home / "quarantine" }
    var layers: Path { home / "layers" }
    var mounts: Path { home / "mounts" }
    var logs: Path { home / "logs" }
    var locks: Path { home / "locks" }

    func blobs(_ algorithm: Digest.Algorithm) -> Path { blobs / algorithm.rawValue }

    /// The directory of a blob's file, as a path below `blobs`.
    func shardName(of digest: Digest) -> String {
        "\(digest.algorithm.rawValue)/\(Hex.encode(digest.bytes.prefix(1)))"
    }

    func shard(of digest: Digest) -> Path { blobs / shardName(of: digest) }

    func file(of digest: Digest, _ encoding: Encoding) -> Path {
        shard(of: digest) / (digest.hex + encoding.suffix)
    }

    /// What a file in a shard holds, told by its name; nil for a name that is not ours.
    static func blob(named name: Path, in shard: Path, _ algorithm: Digest.Algorithm) -> (Digest, Encoding)? {
        guard let text = name.text else { return nil }
        let encoding: Encoding = text.hasSuffix(Encoding.zstd.suffix) ? .zstd : .plain
        guard let digest = Digest(algorithm, hex: text.dropLast(encoding.suffix.count)),
            shard == Path(Hex.encode(digest.bytes.prefix(1)))
        else { return nil }
        return (digest, encoding)
    }

    static let lockSuffix = ".lock"
    static let leavingSuffix = ".leaving"

    /// What the index calls a directory of `layers`.
    func row(ofLayer name: String) -> String { "layers/\(name)" }

    /// The directory of `layers` that a row is about; nil for other rows.
    func layer(ofRow path: String) -> String? {
        path.hasPrefix("layers/") ? String(path.dropFirst("layers/".count)) : nil
    }

    /// The directory that something in `layers` belongs to.
    static func layer(ofEntry name: String) -> String {
        for suffix in [lockSuffix, leavingSuffix] where name.hasSuffix(suffix) {
            return String(name.dropLast(suffix.count))
        }
        return name
    }
}
