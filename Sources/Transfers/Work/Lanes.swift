internal import Host
internal import Synchronization

/// Work on many values by as many threads as there are to be connections: they wait for a network more than for a processor.
enum Lanes {
    /// Does `body` with each value. The first failure ends it, when what is under way has ended.
    static func forEach<Value: Sendable>(
        _ values: [Value], width: Int, _ body: @escaping @Sendable (Value) throws -> Void
    ) throws {
        let next = Atomic(0)
        let failure = Mutex<(any Error)?>(nil)
        let work: @Sendable () -> Void = {
            while failure.withLock({ $0 == nil }) {
                let place = next.add(1, ordering: .relaxed).oldValue
                if place >= values.count { return }
                do { try body(values[place]) } catch { failure.withLock { $0 = $0 ?? error } }
            }
        }
        try withoutActuallyEscaping(work) { work in
            let others = try (1..<max(1, min(width, values.count))).map { _ in try Worker(work) }
            withExtendedLifetime(others) { work() }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
