internal import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whether somebody asked the process to stop (Ctrl-C, or a polite `kill`).
///
/// Work that takes long looks at `isRequested` between two pieces, and a system call that was waiting returns
/// `.interrupted`, so that what is half done can be taken back. The second request ends the process on the spot,
/// which the store survives as well: it only leaves more to sweep.
package enum Interruption {
    private static let requested = Atomic<Bool>(false)
    private static let endsAtOnce = Atomic<Bool>(false)
    private static let word: StaticString = "interrupted\n"

    /// How many stretches of work are under way that are to come to their end first.
    private static let stretches = Atomic<Int>(0)

    package static var isRequested: Bool {
        requested.load(ordering: .relaxed) && stretches.load(ordering: .relaxed) == 0
    }

    /// Does what must not stop in the middle; a request that comes meanwhile is heard afterwards. The second still ends the process.
    package static func putOff<Value>(_ body: () throws -> Value) rethrows -> Value {
        stretches.add(1, ordering: .relaxed)
        defer { stretches.subtract(1, ordering: .relaxed) }
        return try body()
    }

    /// Asks for it from within: for a process that is to end with the one that started it.
    package static func request() { requested.store(true, ordering: .relaxed) }

    /// Throws `.interrupted` when somebody asked: for long work, between two pieces. `path` is what it is at.
    package static func check(_ path: Path? = nil) throws(SystemError) {
        if isRequested { throw SystemError("continue", path, .interrupted) }
    }

    /// Has a request end the process on the spot, with the exit code for it: for work that leaves nothing half done, and
    /// that cannot look at `isRequested`.
    package static func endAtOnce() {
        endsAtOnce.store(true, ordering: .relaxed)
        if isRequested { end() }
    }

    /// Calls only what a handler of signals may call.
    private static func end() -> Never {
        _ = write(2, word.utf8Start, word.utf8CodeUnitCount)
        _exit(130)
    }

    /// Turns SIGINT and SIGTERM into requests, from here to the end of the process. Whoever started the process may
    /// have had it ignore one, as a shell does for what a script runs in the background; that stays.
    package static func listen() {
        // A static is made on first use, under a lock. In the handler that would be too late: it may have come upon a
        // thread that holds the lock.
        _ = (isRequested, endsAtOnce.load(ordering: .relaxed), word)
        for signal in [SIGINT, SIGTERM] where !isIgnored(signal) {
            var action = sigaction()
            // Little happens in the handler. No SA_RESTART: a read that waits must wake up.
            let remember: @convention(c) (Int32) -> Void = { _ in
                Interruption.requested.store(true, ordering: .relaxed)
                if Interruption.endsAtOnce.load(ordering: .relaxed) { Interruption.end() }
            }
            #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = remember
            #else
            action.__sigaction_handler.sa_handler = remember
            #endif
            action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
            sigaction(signal, &action, nil)
        }
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
        let handler = action.__sigaction_u.__sa_handler
        #else
        let handler = action.__sigaction_handler.sa_handler
        #endif
        // Functions cannot be compared; SIG_IGN is one only by name.
        return unsafeBitCast(handler, to: UInt.self) == unsafeBitCast(SIG_IGN, to: UInt.self)
    }
}
