internal import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Does something again and again, on a thread of its own, until it is ended. Ending waits for no pause to pass.
package final class Heartbeat: Sendable {
    private let state = Mutex<State>(.waiting)
    private let stop: Signal

    private enum State: Sendable {
        case waiting
        case beating(Beating)
        case stopped
    }

    package init() {
        stop = Signal()
    }

    deinit { self.end() }

    /// Only the first call counts, and none after `end`. Where the system refuses a thread nothing is done.
    package func start(every seconds: Double, _ body: @escaping @Sendable () -> Void) {
        state.withLock { state in
            guard case .waiting = state else { return }
            let signal = stop
            let worker = try? Worker {
                while !signal.wait(seconds: seconds) { body() }
            }
            state = worker.map { .beating(Beating($0)) } ?? .stopped
        }
    }

    /// Returns when `body` does, if it is at work. It must not be called from there, nor under a lock that `body`
    /// takes.
    package func end() {
        let last = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        stop.give()
        withExtendedLifetime(last) {}
    }
}

/// Holds the thread, which is waited for as this is let go of.
// @unchecked: it is only held.
private final class Beating: @unchecked Sendable {
    private let worker: Worker

    init(_ worker: Worker) {
        self.worker = worker
    }
}

/// Something that happens once, and that a thread can wait for.
// @unchecked: both are made to be used by several threads, and the flag is reached under the lock alone.
private final class Signal: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var isGiven = false

    init() {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    func give() {
        pthread_mutex_lock(lock)
        isGiven = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(lock)
    }

    /// Whether it has happened, by the time that so many seconds have passed. It may return early without.
    func wait(seconds: Double) -> Bool {
        var end = timespec()
        clock_gettime(CLOCK_REALTIME, &end)
        let nanoseconds = end.tv_nsec + Int(seconds * 1e9)
        end.tv_sec += nanoseconds / 1_000_000_000
        end.tv_nsec = nanoseconds % 1_000_000_000
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if !isGiven { pthread_cond_timedwait(condition, lock, &end) }
        return isGiven
    }
}
