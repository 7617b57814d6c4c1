#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Doing nothing for a moment, while somebody else is to finish. A signal may end it early.
package enum Pause {
    package static func microseconds(_ count: UInt32) {
        usleep(count)
    }
}
