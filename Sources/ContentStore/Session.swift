internal import Host
internal import SQLite
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A process at work in a store: a directory for what is in flight, and a name for its leases and reservations.
///
/// It lives as long as its lock is held, and the kernel frees that lock however the process ends. So whoever can take
/// the lock knows the session to be dead.
final class Session: Sendable {
    let id: String
    private let directory: Path
    private let lockPath: Path
    private let lock: OpenFile
    private let system: any FileSystem
    private let index: BlobIndex

    init(_ layout: Layout, _ index: BlobIndex, on system: any FileSystem, at now: Timestamp) throws {
        (id, lock) = try Self.claim(layout, system)
        directory = layout.sessions / id
        lockPath = Self.lockPath(layout, id)
        self.system = system
        self.index = index
        let id = id
        _ = try system.makeDirectory(directory)
        try index.write { try $0.insertSession(id, process: getpid(), at: now) }
    }

    deinit {
        // What cannot be cleared now is swept by the next to open the store: the lock goes with this object.
        try? Self.clear(id, directory, lockPath, system, index)
    }

    /// A path in this session that no other ingest uses.
    func newPath() -> Path {
        directory / Self.randomName()
    }

    /// A new id and its lock, held.
    private static func claim(_ layout: Layout, _ system: any FileSystem) throws -> (String, OpenFile) {
        while true {
            let id = randomName()
            let path = lockPath(layout, id)
            let lock = try OpenFile(path, .create, on: system)
            // A sweep that saw the file before it was locked has taken it for a dead session's.
            guard try lock.lock(.exclusive, waiting: false), try lock.status().identity == system.status(path)?.identity
            else { continue }
            return (id, lock)
        }
    }

    private static func randomName() -> String {
        Hex.encode((0..<8).map { _ in UInt8.random(in: .min ... .max) })
    }

    private static func lockPath(_ layout: Layout, _ id: String) -> Path {
        layout.sessions / (id + lockSuffix)
    }

    private static let lockSuffix = ".lock"

    /// Removes what a session left, its lock file last: until then anybody can finish this.
    private static func clear(
        _ id: String, _ directory: Path, _ lock: Path, _ system: any FileSystem, _ index: BlobIndex
    ) throws {
        try system.removeTree(directory)
        try index.write { try $0.deleteSession(id) }
        _ = try system.remove(lock)
    }

    /// Clears away what dead sessions left: locks that can be taken, directories and rows without a lock.
    static func sweep(_ layout: Layout, _ index: BlobIndex, on system: any FileSystem) throws {
        let names = try system.names(in: layout.sessions)
        let rows = try index.read { try $0.sessions() }
        let ids = Set(names.map { $0.hasSuffix(lockSuffix) ? String($0.dropLast(lockSuffix.count)) : $0 }).union(rows)
        for id in ids {
            let path = lockPath(layout, id)
            guard let lock = try claimDead(path, system) else { continue }
            try withExtendedLifetime(lock) {
                try withdrawNames(layout.sessions / id, layout, system, index)
                try clear(id, layout.sessions / id, path, system, index)
            }
        }
    }

    /// Takes back the names in `blobs/` that a dead session gave and that got no row: no limit counts what is there.
    private static func withdrawNames(
        _ directory: Path, _ layout: Layout, _ system: any FileSystem, _ index: BlobIndex
    ) throws {
        guard try system.status(directory)?.kind == .directory else { return }
        let files = try system.names(in: directory).compactMap { try system.status(directory / $0) }
        let named = Set(files.filter { $0.kind == .file && $0.links > 1 }.map(\.identity))
        // Looking for them is long, and seldom: it takes a death between a file's second name and the end of its first.
        if named.isEmpty { return }
        for file in try BlobFile.all(in: layout, system) where named.contains(file.status.identity) {
            try file.withdraw(index, system)
        }
    }

    /// The lock of a session that is dead, taken; nil for one that lives.
    private static func claimDead(_ path: Path, _ system: any FileSystem) throws -> OpenFile? {
        // A row or a directory may have lost its lock file; making it anew keeps two sweeps apart.
        let lock = try OpenFile(path, .readWrite, on: system)
        guard try lock.lock(.exclusive, waiting: false) else { return nil }
        return lock
    }
}
