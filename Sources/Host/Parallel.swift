internal import Synchronization

/// The same work on many values, with as many threads as keep the machine busy.
package enum Parallel {
    /// What `body` makes of each, in their order. `fewest` values are worth a thread.
    package static func map<Value: Sendable, Result: Sendable>(
        _ values: [Value], fewest: Int = 4, _ body: @Sendable (Value) -> Result
    ) -> [Result] {
        let threads = min(Crew.standardCount, values.count / fewest)
        if threads < 2 { return values.map(body) }
        let next = Atomic(0)
        let results = Mutex<[Result?]>(Array(repeating: nil, count: values.count))
        Crew.run(threads) { _ in
            while true {
                let place = next.add(1, ordering: .relaxed).oldValue
                if place >= values.count { return }
                let result = body(values[place])
                results.withLock { $0[place] = result }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
