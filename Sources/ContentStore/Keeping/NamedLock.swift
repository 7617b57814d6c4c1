internal import Host

/// A lock on a file that is there only for that.
///
/// Whoever has it exclusively may remove its file, and only then: who waited for a file that lost its name tries again
/// with the new one, so that two never hold the same name by different files.
struct NamedLock: Sendable {
    let file: OpenFile
    private let system: any FileSystem

    /// Waits until it can be had, or somebody asks this process to stop.
    init(_ path: Path, _ kind: LockKind, on system: any FileSystem) throws {
        var pause: UInt32 = 250
        while true {
            if let lock = try Self.attempt(path, kind, on: system) {
                self = lock
                return
            }
            // Not in the kernel: most threads do not hear of signals there.
            try Interruption.check(path)
            Pause.microseconds(.random(in: pause / 2...pause))
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private init(_ file: OpenFile, _ system: any FileSystem) {
        self.file = file
        self.system = system
    }

    /// The lock, if it can be had at once.
    static func attempt(_ path: Path, _ kind: LockKind, on system: any FileSystem) throws -> NamedLock? {
        while true {
            let file = try OpenFile(path, .readWrite, on: system)
            guard try file.lock(kind, waiting: false) else { return nil }
            // Somebody may have removed it since it was opened.
            if try file.status().identity == system.status(path)?.identity { return NamedLock(file, system) }
        }
    }

    /// Takes the name away; only for who has the lock exclusively. It is freed when nobody holds this any more.
    func remove() {
        // A file that stays is in nobody's way.
        _ = try? system.remove(file.path)
    }

    /// In microseconds.
    private static let longestPause: UInt32 = 20_000
}
