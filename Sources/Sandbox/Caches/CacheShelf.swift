internal import Hashing
internal import Host
internal import Synchronization
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The directories that stay from run to run, on the disk: of each cache as many as were ever in use at once.
///
/// A directory of this shelf is `<hash>/<number>/files`, beside `lock`, which every process that uses the files holds: several may, or
/// one alone. How that is cached is known to the kernel, so a process that dies leaves none behind.
final class CacheShelf: Sendable {
    private let path: Path
    /// Directories that were begun anew by this process, as a cache is once that is to be fresh.
    private let renewed = Mutex<Set<Path>>([])

    init(path: Path) {
        self.path = path
    }

    /// A directory that is lent to a run, as long as it is held.
    final class Loan {
        let files: Path
        private let lock: Descriptor

        init(files: Path, lock: Descriptor) {
            self.files = files
            self.lock = lock
        }
    }

    /// Waits where the cache is for one at a time.
    func borrow(_ cache: SandboxCache, isCancelled: () -> Bool, fill: (Path) throws -> Void) throws -> Loan {
        let family = path / name(of: cache)
        try make(path, 0o700)
        try make(family, 0o700)
        var pause: UInt32 = 500
        while true {
            if let loan = try free(in: family, cache, fill) { return loan }
            try Interruption.check()
            if isCancelled() { throw SandboxFault.cancelled }
            Pause.microseconds(pause)
            pause = min(pause * 2, 50_000)
        }
    }

    /// What a cache is called on the disk. Another owner or mode makes another cache.
    func name(of cache: SandboxCache) -> String {
        var hash = FramedHash("cache mount")
        hash.add("id", cache.id)
        hash.add("mode", String(cache.mode, radix: 8))
        hash.add("owner", "\(cache.owner):\(cache.group)")
        return hash.digest().hex
    }

    /// Nil to ask again later.
    private func free(in family: Path, _ cache: SandboxCache, _ fill: (Path) throws -> Void) throws -> Loan? {
        for number in 0..<Self.most {
            let place = family / "\(number)"
            try make(place, 0o700)
            let isOld = cache.isFresh && !renewed.withLock { $0.contains(place) }
            if let lock = try take(place / "lock", alone: cache.sharing != .shared || isOld || !isFilled(place)) {
                if isOld { renew(place) }
                if !isFilled(place) { try self.fill(place, cache, fill) }
                let isHeld = cache.sharing != .shared || flock(lock.number, LOCK_SH | LOCK_NB) == 0
                return isHeld ? Loan(files: place / "files", lock: lock) : nil
            }
            // A cache for one at a time is the first one, always; and one that is being filled is worth waiting for.
            if cache.sharing == .locked || !isFilled(place) { return nil }
        }
        return nil
    }

    private static let most = 1000

    /// Forgets what is in a directory that nobody else uses.
    private func renew(_ place: Path) {
        TreeRemoval.remove(place / "files")
        renewed.withLock { _ = $0.insert(place) }
    }

    private func isFilled(_ place: Path) -> Bool { (try? LocalFileSystem().status(place / "files")) != nil }

    /// The directory appears when it is complete.
    private func fill(_ place: Path, _ cache: SandboxCache, _ fill: (Path) throws -> Void) throws {
        let draft = place / "draft"
        TreeRemoval.remove(draft)
        try make(draft, 0o755)
        try draft.withCString { name in
            guard chown(name, cache.owner, cache.group) == 0, chmod(name, mode_t(cache.mode)) == 0 else {
                throw SystemError("set owner", draft, .last)
            }
        }
        try fill(draft)
        try LocalFileSystem().rename(draft, to: place / "files")
    }

    private func take(_ path: Path, alone: Bool) throws(SystemError) -> Descriptor? {
        let number = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        guard number >= 0 else { throw SystemError("open", path, .last) }
        let lock = Descriptor(number)
        return flock(number, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 ? lock : nil
    }

    @discardableResult
    private func make(_ path: Path, _ mode: UInt32) throws(SystemError) -> Bool {
        if path.withCString({ mkdir($0, mode_t(mode)) }) == 0 { return true }
        if errno == EEXIST { return false }
        throw SystemError("create directory", path, .last)
    }
}
