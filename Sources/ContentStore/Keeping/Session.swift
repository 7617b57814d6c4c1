internal import Host
internal import SQLite
internal import Synchronization
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
    private let layout: Layout
    private let lock: OpenFile
    /// The home's own lock: while a lease of ours lives, nobody may make the index again and forget it.
    private let homeLock: OpenFile?
    private let system: any FileSystem
    private let index: BlobIndex
    /// Room that was reserved and that no write has drawn yet.
    private let allowance = Mutex<Int64>(0)

    init(
        _ layout: Layout, _ index: BlobIndex, holding homeLock: OpenFile?, on system: any FileSystem, at now: Timestamp
    ) throws {
        (id, lock) = try Self.claim(layout, system)
        self.layout = layout
        self.homeLock = homeLock
        self.system = system
        self.index = index
        let id = id
        _ = try system.makeDirectory(layout.sessions / id)
        try index.write { try $0.insertSession(id, process: getpid(), at: now) }
    }

    deinit {
        // What cannot be cleared now is swept by the next to open the store: the lock goes with this object.
        try? Self.clear(id, layout, system, index)
    }

    /// A path in this session that no other ingest uses.
    func newPath() -> Path {
        layout.sessions / id / Self.randomName()
    }

    /// Takes bytes out of what was reserved beforehand; false when that is less.
    func draw(_ bytes: Int64) -> Bool {
        allowance.withLock { allowance in
            if allowance < bytes { return false }
            allowance -= bytes
            return true
        }
    }

    /// Puts bytes that are reserved where others may draw them.
    func allow(_ bytes: Int64) {
        allowance.withLock { $0 += bytes }
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
        withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { Hex.encode($0) }
    }

    private static func lockPath(_ layout: Layout, _ id: String) -> Path {
        layout.sessions / (id + lockSuffix)
    }

    private static let lockSuffix = ".lock"

    /// Removes what a session left, its lock file last: until then anybody can finish this.
    private static func clear(
        _ id: String, _ layout: Layout, _ system: any FileSystem, _ index: BlobIndex
    ) throws {
        let directory = layout.sessions / id
        try withdrawNames(directory, layout, system, index)
        do {
            try system.removeTree(directory)
        } catch  where (error as? SystemError)?.isRefusal == true {
            // Files of users that only a build may be. What it leased and reserved is not to stay for that.
            try index.write { try $0.deleteSession(id) }
            throw error
        }
        try index.write { try $0.deleteSession(id) }
        _ = try system.remove(lockPath(layout, id))
    }

    /// Clears away what dead sessions left: locks that can be taken, directories and rows without a lock. Throws, after
    /// the last, the first thing that went wrong.
    static func sweep(_ layout: Layout, _ index: BlobIndex, on system: any FileSystem) throws {
        let names = try system.names(in: layout.sessions)
        let rows = try index.read { try $0.sessions() }
        let ids = Set(names.compactMap(id(ofEntry:)) + rows.filter(isID))
        var failures = FirstFailure()
        for id in ids {
            try failures.goingOn { try sweep(id, layout, index, system) }
        }
        // What no session has made belongs to nobody.
        for name in names where id(ofEntry: name) == nil {
            try failures.goingOn { try system.removeTree(layout.sessions / name) }
        }
        for row in rows where !isID(row) {
            try failures.goingOn { try index.write { try $0.deleteSession(row) } }
        }
        try failures.end()
    }

    /// The session that a file or directory in `tmp/` belongs to.
    private static func id(ofEntry name: Path) -> String? {
        guard let name = name.text else { return nil }
        let id = name.hasSuffix(lockSuffix) ? String(name.dropLast(lockSuffix.count)) : name
        return isID(id) ? id : nil
    }

    /// Whether a text is such as `randomName` gives. Any other must not be made a path of.
    private static func isID(_ text: String) -> Bool {
        text.utf8.count == 16 && Hex.decode(text) != nil
    }

    private static func sweep(_ id: String, _ layout: Layout, _ index: BlobIndex, _ system: any FileSystem) throws {
        guard let lock = try claimDead(lockPath(layout, id), system) else { return }
        try withExtendedLifetime(lock) { try clear(id, layout, system, index) }
    }

    /// Takes back the names in `blobs/` that a session gave and that got no row: no limit counts what is there.
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
