#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A value that one thread at a time may use. Others wait, asleep.
///
/// What `Mutex` is for plain state, this is for a resource that is lent to closures: there the compiler cannot follow
/// where the value goes, and would refuse. A closure must not keep it, nor ask for it again.
// @unchecked: the value is reached under the lock alone, and came in as nobody else's.
package final class Guarded<Value: ~Copyable>: @unchecked Sendable {
    private var value: Value
    private let lock: UnsafeMutablePointer<pthread_mutex_t>

    package init(_ value: consuming sending Value) {
        self.value = value
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    package func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }
}
