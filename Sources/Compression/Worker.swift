internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A thread of our own, for work that would hold up the threads all share. Letting go of it waits until `body` returns.
final class Worker {
    private let thread: Thread

    init(_ body: @escaping @Sendable () -> Void) throws(CompressionError) {
        let box = Unmanaged.passRetained(Box(body))
        var thread = Thread()
        let code = Self.withoutSignals {
            pthread_create(&thread, nil, { Box.run($0) }, box.toOpaque())
        }
        guard code == 0 else {
            box.release()
            throw .threadRefused(SystemError("create thread", nil, SystemError.Code(rawValue: code)))
        }
        self.thread = thread
    }

    deinit { join(thread) }

    /// How many threads keep this machine busy.
    static var standardCount: Int { min(processorCount, countLimit) }

    static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Each takes memory, and beside them one thread alone reads and hashes.
    static let countLimit = 6

    /// Starts threads that no signal picks: it is for the caller's to wake up and see that somebody wants it to stop.
    private static func withoutSignals(_ start: () -> Int32) -> Int32 {
        var all = sigset_t()
        var mask = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &mask)
        defer { pthread_sigmask(SIG_SETMASK, &mask, nil) }
        return start()
    }
}

/// Carries a closure through C.
private final class Box: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    static func run(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let box { Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body() }
        return nil
    }
}

// The two systems do not agree on whether there may be no thread.
#if canImport(Darwin)
private typealias Thread = pthread_t?

private func join(_ thread: Thread) {
    if let thread { pthread_join(thread, nil) }
}
#else
private typealias Thread = pthread_t

private func join(_ thread: Thread) {
    pthread_join(thread, nil)
}
#endif
