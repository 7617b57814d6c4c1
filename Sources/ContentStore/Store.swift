package import Host
internal import SQLite
internal import Synchronization
internal import Values

/// Blobs by digest in a home that many processes share. docs/store-format.md is the contract of its files.
///
/// All calls block and may be made from any thread; what takes long ends early when the process is interrupted.
/// Opening sweeps what dead processes left and makes a damaged index again, which `notify` hears of.
package final class Store: Sendable {
    package let home: Path
    /// False where the home cannot be written: then everything that would fails with `homeIsReadOnly`.
    package let isWritable: Bool

    let layout: Layout
    let system: any FileSystem
    let clock: WallClock
    let index: BlobIndex
    let limit: Int64?
    /// Names this run of the machine. Whatever is not synced is good for as long as it is the same.
    package let boot: String
    let notify: @Sendable (Notice) -> Void
    /// Whether another boot left blobs unsynced.
    let hasDoubtful: Bool
    /// What came of reading those, where that cannot be written down.
    let examined = Mutex<[Digest: Bool]>([:])
    let arePathsMade = Atomic(false)
    private let session = Mutex<Session?>(nil)
    private let lock: OpenFile?

    package init(_ configuration: StoreConfiguration) throws {
        home = configuration.home
        system = configuration.system
        clock = configuration.clock
        boot = configuration.boot
        notify = configuration.notify
        layout = Layout(home: home)
        isWritable = try Home(layout: layout, user: configuration.user, system: system).prepare()
        if isWritable {
            if configuration.spendsBallast { try Ballast(layout, system).drop() }
            lock = try OpenFile(layout.lock, .readWrite, on: system)
            limit = configuration.limit.bytes(of: try system.volume(home).capacity)
        } else {
            configuration.notify(.readOnly(home))
            lock = try? OpenFile(layout.lock, .read, on: system)
            limit = nil
        }
        index = try Self.openIndex(layout, lock, isWritable, configuration)
        let boot = boot
        hasDoubtful = try index.read { try $0.hasUnsynced(notOf: boot) }
        if isWritable {
            try sweep(configuration.notify)
            try settleOld(for: .milliseconds(4))
            if !configuration.spendsBallast { Ballast(layout, system).fill() }
        }
    }

    /// Clears away what dead processes left. What cannot be cleared away must not keep anybody from the rest: a file
    /// may be beyond us, or the disk full.
    private func sweep(_ notify: (Notice) -> Void) throws {
        for work in [sweepSessions, finishLeaving, sweepLocks, sweepDirectories] {
            do {
                try work()
            } catch let error as SystemError where error.code != .interrupted {
                // What RUNs made belongs to users that only builds and prunings can be. They clear it away.
                if error.isRefusal, User.current != .root, try system.status(layout.layers) != nil { continue }
                notify(.leftovers("\(error)"))
            } catch let error as StoreError where !error.isIndexDamage {
                notify(.leftovers("\(error)"))
            }
        }
    }

    /// Clears away what opening could not, now that this process has become the owner of what RUNs have made.
    package func clearAway() throws { try sweep(notify) }

    private func sweepSessions() throws { try Session.sweep(layout, index, on: system) }

    /// Throws where the home is open for reading only.
    func requireLeaveToWrite() throws {
        guard isWritable else { throw StoreError.homeIsReadOnly(home) }
    }

    /// The session of this process, begun on first use.
    func workingSession() throws -> Session {
        try requireLeaveToWrite()
        return try session.withLock { session in
            if let session { return session }
            let begun = try Session(layout, index, holding: lock, on: system, at: clock.now())
            session = begun
            return begun
        }
    }

    /// Makes the index of a home again from its blobs, for when damage showed while it was in use. Fails while any
    /// process, this one included, has the store open.
    package static func rebuildIndex(_ configuration: StoreConfiguration) throws {
        let layout = Layout(home: configuration.home)
        guard try Home(layout: layout, user: configuration.user, system: configuration.system).prepare() else {
            throw StoreError.homeIsReadOnly(configuration.home)
        }
        let lock = try OpenFile(layout.lock, .readWrite, on: configuration.system)
        _ = try Rebuild(layout: layout, system: configuration.system, lock: lock)
            .run(forced: true, configuration.notify)
    }

    private static func openIndex(
        _ layout: Layout, _ lock: OpenFile?, _ isWritable: Bool, _ configuration: StoreConfiguration
    ) throws -> BlobIndex {
        let system = configuration.system
        guard isWritable, let lock else {
            _ = try lock?.lock(.shared, waiting: true)
            return try openForReading(layout, system)
        }
        // Where there is no index yet nobody takes the lock shared: of all that meet there one can have it exclusively.
        if try system.status(layout.index) != nil {
            _ = try lock.lock(.shared, waiting: true)
            if let index = try openHealthy(layout, system) { return index }
        }
        if !configuration.mendsIndex { try refuseToMend(layout, system) }
        return try Rebuild(layout: layout, system: system, lock: lock).run(configuration.notify)
    }

    /// Only a new home may have its index made where nothing is to be mended.
    private static func refuseToMend(_ layout: Layout, _ system: any FileSystem) throws {
        if try system.status(layout.index)?.length ?? 0 > 0 {
            // Says what is wrong with it.
            _ = try BlobIndex(layout.index, .create)
        } else if try !system.names(in: layout.blobs).isEmpty {
            throw BlobIndex.damage(layout.index, "it is missing, and there are blobs")
        }
    }

    /// The index, or nil when it has to be made.
    static func openHealthy(_ layout: Layout, _ system: any FileSystem) throws -> BlobIndex? {
        guard let status = try system.status(layout.index), status.length > 0 else { return nil }
        do {
            return try BlobIndex(layout.index, .create)
        } catch let error as StoreError where error.isIndexDamage {
            return nil
        }
    }

    private static func openForReading(_ layout: Layout, _ system: any FileSystem) throws -> BlobIndex {
        // With these files another process may be writing, through a mount that is not read-only. Without, and without
        // a log, SQLite need not make the files that it could not make here.
        let isShared = try system.status(layout.indexShared) != nil
        let hasLog = try system.status(layout.indexLog)?.length ?? 0 > 0
        return try BlobIndex(layout.index, isShared || hasLog ? .readOnly : .immutable)
    }
}
