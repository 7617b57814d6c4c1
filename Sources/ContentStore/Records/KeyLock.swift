internal import Host
package import Values

/// The right to do what a key stands for. Letting go of it lets the next one in.
package final class KeyLock: Sendable {
    private let lock: NamedLock

    fileprivate init(_ lock: NamedLock) {
        self.lock = lock
    }

    deinit { lock.remove() }
}

extension Store {
    /// Held by one at a time, of this process or another; the rest wait, until somebody asks this process to stop. For
    /// the key of a step that is being done.
    package func lock(_ key: Digest) throws -> KeyLock {
        let path = try paths.locks / key.hex
        return try KeyLock(NamedLock(path, .exclusive, on: system))
    }

    /// The same, if nobody holds it; nil otherwise.
    package func lockIfFree(_ key: Digest) throws -> KeyLock? {
        let path = try paths.locks / key.hex
        return try NamedLock.attempt(path, .exclusive, on: system).map { KeyLock($0) }
    }

    /// Removes the files of locks that nobody holds.
    func sweepLocks() throws {
        for name in try system.namesIfThere(layout.locks) {
            try NamedLock.attempt(layout.locks / name, .exclusive, on: system)?.remove()
        }
    }
}
