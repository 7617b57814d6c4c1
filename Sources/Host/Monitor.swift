#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A value that several threads change, and whose changes threads wait for.
///
/// A closure must not keep the value, nor ask for it again.
// @unchecked: the value is reached under the lock alone, and came in as nobody else's.
package final class Monitor<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init(_ value: sending Value) {
        self.value = value
        lock.initialize(to: pthread_mutex_t())
        changed.initialize(to: pthread_cond_t())
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// Changes the value, and has those who wait look at it again.
    package func change<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(lock)
        defer {
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(lock)
        }
        return try body(&value)
    }

    /// Looks at the value, which wakes nobody.
    package func look<Result>(_ body: (Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(value)
    }

    /// Waits until `body` gives something, which it is asked for now and after every change; and where something else counts,
    /// whose change nobody hears of, after so many seconds at the latest.
    package func wait<Result>(
        lookingEvery seconds: Double? = nil, for body: (inout Value) throws -> Result?
    ) rethrows -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while true {
            if let result = try body(&value) { return result }
            if let seconds { sleep(seconds) } else { pthread_cond_wait(changed, lock) }
        }
    }

    private func sleep(_ seconds: Double) {
        var end = timespec()
        clock_gettime(CLOCK_REALTIME, &end)
        let nanoseconds = end.tv_nsec + Int(seconds * 1e9)
        end.tv_sec += nanoseconds / 1_000_000_000
        end.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(changed, lock, &end)
    }
}
