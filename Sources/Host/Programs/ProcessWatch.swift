internal import CLinux

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Waiting for a child to end, which nobody has to have noticed yet. The kernel wakes who waits, where it can do so; elsewhere the pauses grow.
final class ProcessWatch {
    private let descriptor: Int32
    private var pause: useconds_t = 50

    init(_ process: pid_t) {
        descriptor = hearth_watch_process(process)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Returns when it has ended, or after so long, or sooner.
    func wait(microseconds: Int) {
        guard descriptor >= 0 else {
            usleep(min(pause, useconds_t(microseconds)))
            pause = min(pause * 2, useconds_t(microseconds))
            return
        }
        var end = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&end, 1, Int32(microseconds / 1000))
    }
}
