internal import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Threads for one piece of work, all of which have ended when it is done: no thread may be left where a process wants to change
/// its namespaces.
package enum Crew {
    /// How many threads keep this machine busy. Asked once: the system reads a file for it.
    package static let standardCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// Runs `body` with numbers from 0 on at once, 0 on this thread, and returns when all have returned.
    ///
    /// There are `count` at most. There are fewer where the system refuses a thread, or crews that are at work, this one perhaps
    /// within another, keep the machine busy as it is: the work must not need all of them.
    package static func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
        withoutActuallyEscaping(body) { body in
            let others = (0..<take(count - 1)).compactMap { number in start { body(number + 1) } }
            withExtendedLifetime(others) { body(0) }
        }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) -> Worker? {
        do {
            return try Worker {
                body()
                leave()
            }
        } catch {
            leave()
            return nil
        }
    }

    private static func leave() { helpers.withLock { $0 -= 1 } }

    /// How many threads all crews have beside those that called for them.
    private static let helpers = Mutex(0)

    private static func take(_ wanted: Int) -> Int {
        helpers.withLock { helpers in
            let granted = max(0, min(wanted, standardCount - 1 - helpers))
            helpers += granted
            return granted
        }
    }
}
