#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A thread of our own, for work that would hold up the threads all share. Letting go of it waits until `body` returns.
package final class Worker {
    private let thread: Thread

    package init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
        let errand = Unmanaged.passRetained(Errand(body))
        var thread = Thread()
        let code = Self.withoutSignals {
            pthread_create(&thread, nil, { Errand.run($0) }, errand.toOpaque())
        }
        guard code == 0 else {
            errand.release()
            throw SystemError("create thread", nil, SystemError.Code(rawValue: code))
        }
        self.thread = thread
    }

    deinit { join(thread) }

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
private final class Errand: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    static func run(_ errand: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let errand { Unmanaged<Errand>.fromOpaque(errand).takeRetainedValue().body() }
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
