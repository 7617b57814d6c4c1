#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A process among all that have run since the machine started: numbers are used again, so the moment it began counts as well.
package struct ProcessIdentity: Hashable, Sendable {
    package let id: Int32
    /// In ticks of the system's own; 0 where it does not tell.
    package let started: Int64

    package init(id: Int32, started: Int64) {
        self.id = id
        self.started = started
    }

    package static var current: ProcessIdentity {
        ProcessIdentity(id: getpid(), started: began(getpid()) ?? 0)
    }

    /// Whether it still runs. One that has ended and that nobody has asked about does not.
    package var isRunning: Bool {
        guard let now = Self.began(id) else { return false }
        return now == started
    }

    /// Whether any process has a number now.
    package static func isRunning(_ id: Int32) -> Bool { began(id) != nil }

    /// Asks it to end. False where it does not run, or is not ours to end.
    package func end() -> Bool { isRunning && kill(id, SIGTERM) == 0 }

    /// When the process that has a number now began; nil where there is none, or only what is left of one.
    private static func began(_ id: Int32) -> Int64? {
        #if os(Linux)
        guard let file = try? OpenFile(Path("/proc/\(id)/stat"), .read, on: LocalFileSystem()),
            let bytes = try? file.readToEnd(limit: 64 << 10),
            // The second field is a name, which may hold anything; the third is a letter, the twenty-second the moment.
            let end = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, !["Z", "X"].contains(String(decoding: fields[0], as: UTF8.self)) else { return nil }
        return Int64(String(decoding: fields[19], as: UTF8.self))
        #else
        return kill(id, 0) == 0 || errno == EPERM ? 0 : nil
        #endif
    }
}
