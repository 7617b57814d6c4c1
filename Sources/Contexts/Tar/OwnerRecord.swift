internal import Archives
internal import Hashing
internal import Values

/// The bytes by which owners of an archive's entries come into digests. docs/cache-keys.md has the rule, section "Files".
struct OwnerRecord {
    private var bytes: [UInt8] = []

    mutating func add(_ entry: borrowing ArchiveEntry) {
        let (owner, group) = (entry.owner, entry.group)
        if owner == 0, group == 0 { return }
        let path = entry.path
        append(Int64(path.count))
        bytes += path
        append(owner)
        append(group)
    }

    /// Nil where everything is root's.
    var digest: Digest? { bytes.isEmpty ? nil : ContentHash.digest(of: bytes) }

    static func digest(of selected: Digest, with owners: Digest) -> Digest {
        ContentHash.digest(of: Array("HFILES1O".utf8) + selected.bytes + owners.bytes)
    }

    private mutating func append(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
}
