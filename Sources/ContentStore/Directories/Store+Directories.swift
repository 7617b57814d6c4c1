package import Host
internal import SQLite
internal import Values

// Copies of layers in `paths.layers`, which can be thrown away. Beside `NAME` lies `NAME.lock`, a lock that who uses the
// directory holds shared, and who makes or removes it exclusively. What is true of a directory is true under its lock.
extension Store {
    /// Takes the lock of a directory, whether or not that is there; waits for others. Letting go of the file frees it.
    package func lockDirectory(_ name: String, _ kind: LockKind) throws -> OpenFile {
        try NamedLock(paths.layers / (name + Layout.lockSuffix), kind, on: system).file
    }

    /// The lock that who makes a directory has; nil where somebody else has it, or uses the directory.
    package func tryLockDirectory(_ name: String) throws -> OpenFile? {
        try NamedLock.attempt(paths.layers / (name + Layout.lockSuffix), .exclusive, on: system)?.file
    }

    /// Notes what a directory takes, or will, and makes room for that; throws where there is none. To be called before it
    /// is filled and, if that proves wrong, after.
    package func noteDirectory(_ name: String, _ bytes: Int64) throws {
        try noteTree(layout.row(ofLayer: name), bytes)
    }

    /// Whether a directory is there, whole, and made in this boot of the machine. Counts as use.
    package func touchDirectory(_ name: String) throws -> Bool {
        let (path, now) = (layout.row(ofLayer: name), clock.now())
        guard let row = try index.read({ try $0.directory(path) }), row.boot == boot,
            try system.status(layout.layers / name)?.kind == .directory
        else { return false }
        if Worth.isStale(row.used, at: now) { try? index.write { try $0.touchDirectory(path, at: now) } }
        return true
    }

    /// Removes a directory, unless somebody uses it; then this is false.
    package func removeDirectory(_ name: String) throws -> Bool {
        let path = layout.layers / (name + Layout.lockSuffix)
        guard let lock = try NamedLock.attempt(path, .exclusive, on: system) else { return false }
        try remove(name, under: lock)
        return true
    }

    /// Notes what something in the home that holds no blobs takes.
    func noteTree(_ path: String, _ bytes: Int64) throws {
        try requireLeaveToWrite()
        let (boot, now) = (boot, clock.now())
        let before = try index.read { try $0.directory(path)?.disk } ?? 0
        try makeRoom(for: bytes - before) { try $0.setDirectory(path, boot: boot, disk: bytes, at: now) }
    }

    /// Moves the directory out of the way first, so that nobody ever takes a half of it for the whole.
    func remove(_ name: String, under lock: NamedLock) throws {
        let (directory, draft) = (layout.layers / name, layout.layers / (name + Layout.leavingSuffix))
        try removeTreeIfThere(draft)
        if try system.status(directory) != nil {
            try system.rename(directory, to: draft)
            try removeTreeIfThere(draft)
        }
        let path = layout.row(ofLayer: name)
        try index.write { try $0.deleteDirectory(path) }
        lock.remove()
    }

    private func removeTreeIfThere(_ path: Path) throws {
        if try system.status(path) != nil { try system.removeTree(path) }
    }
}
