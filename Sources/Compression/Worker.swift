internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A thread of our own, for work that would hold up the threads all share. Letting go of it waits until `body` returns.
final class Worker {
    private let thread: pthread_t

    init(_ body: @escaping @Sendable () -> Void) throws(CompressionError) {
        let box = Unmanaged.passRetained(Box(body))
        #if canImport(Darwin)
        var thread: pthread_t?
        let code = pthread_create(&thread, nil, { Worker.run($0) }, box.toOpaque())
        #else
        var thread: pthread_t? = pthread_t()
        let code = pthread_create(&thread!, nil, { Worker.run($0!) }, box.toOpaque())
        #endif
        guard code == 0, let thread else {
            box.release()
            throw .threadRefused(SystemError("create thread", nil, SystemError.Code(rawValue: code)))
        }
        self.thread = thread
    }

    deinit { pthread_join(thread, nil) }

    /// How many threads keep this machine busy.
    static var standardCount: Int { min(max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), 6) }

    private final class Box: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    private static func run(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body()
        return nil
    }
}
