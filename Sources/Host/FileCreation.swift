#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What new files of this process are like.
package enum FileCreation {
    /// The permissions that they do not get. Read once, while there is one thread: asking means setting it.
    package static let mask: UInt32 = {
        let mask = umask(0o077)
        umask(mask)
        return UInt32(mask)
    }()
}
