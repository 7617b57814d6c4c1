#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What is still to be walked, shared by the threads that walk. What came last goes first, so that few directories are
/// open.
// @unchecked: all is reached under the lock alone.
final class WorkStack: @unchecked Sendable {
    enum Task {
        /// A directory with its view; the one above, when it is still open.
        case directory(Node, in: Handle?, View)
        /// A part of a directory; it is open, unless it is not on the disk.
        case slice(Node, Handle?, Range<Int>, View)
        /// A file that takes long to read.
        case file(Node, Handle, UnsafeMutablePointer<Entry>)
    }

    private var tasks: [Task]
    /// Threads that are at a task, and may come with more.
    private var busy = 0
    private var fault: ContextFault?
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ tasks: [Task]) {
        self.tasks = tasks
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

    private func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    var count: Int { locked { tasks.count } }

    func push(_ more: [Task]) {
        if more.isEmpty { return }
        locked { tasks.append(contentsOf: more) }
        pthread_cond_broadcast(changed)
    }

    /// The next task, when there is one at once or another thread comes with it; nil at the end. Who took one has to
    /// say `done`.
    func take() -> Task? {
        locked {
            while fault == nil {
                if let task = tasks.popLast() {
                    busy += 1
                    return task
                }
                if busy == 0 { break }
                pthread_cond_wait(changed, lock)
            }
            return nil
        }
    }

    func done() {
        let isEnd = locked {
            busy -= 1
            return busy == 0
        }
        if isEnd { pthread_cond_broadcast(changed) }
    }

    /// Ends the walk.
    func fail(_ reason: ContextFault) {
        locked { fault = fault ?? reason }
        pthread_cond_broadcast(changed)
    }

    func finish() throws(ContextFault) {
        if let fault = locked({ fault }) { throw fault }
    }
}
