#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The three streams that a process is given.
package enum StandardStreams {
    /// Puts something in the place of those that the process was started without. The next file to be opened would
    /// take that place, and what is meant for a person would be written into it.
    ///
    /// Reading from such a stand-in, or writing to it, fails as it does with a closed stream.
    package static func occupy() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free number is this one, as those below are taken by now.
            _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Whoever reads what this process says sees that it has ended. What it says from here on goes nowhere.
    package static func letGoOfOutput() {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        dup2(nowhere, 1)
        close(nowhere)
    }
}
