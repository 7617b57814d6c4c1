internal import Host
internal import Synchronization

/// How long, and how often, something is tried again that fails in passing.
///
/// The pauses double from a tenth of a second to eight, each cut short at random so that many who failed together do not
/// come back together; a registry that says how long to wait is obeyed. The end comes when nothing at all has succeeded, on
/// any thread that shares this, for as long as patience lasts, counted from the first setback. A last try is made then.
final class Retrying: Sendable {
    private static let firstPause = 0.1
    private static let longestPause = 8.0

    private let patience: Double
    /// Seconds since any fixed moment.
    private let clock: @Sendable () -> Double
    /// Waits so many seconds, and throws when somebody asks the process to stop.
    private let pause: @Sendable (Double) throws -> Void
    /// A number from 0 to 1.
    private let chance: @Sendable () -> Double
    private let notice: @Sendable (String) -> Void
    /// Since when nothing has succeeded.
    private let failing = Mutex<Double?>(nil)

    init(
        patience: Double, clock: @escaping @Sendable () -> Double = Retrying.uptime,
        pause: @escaping @Sendable (Double) throws -> Void = Retrying.sleep,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        notice: @escaping @Sendable (String) -> Void
    ) {
        self.patience = patience
        self.clock = clock
        self.pause = pause
        self.chance = chance
        self.notice = notice
    }

    /// Attempts something until it succeeds, fails for good, or patience ends. An attempt that gets further than those
    /// before it says so by calling what it is given: it counts as a success, though it may still fail.
    func run<Result>(_ attempt: (_ gotFurther: () -> Void) throws -> Result) throws -> Result {
        let start = clock()
        var failures = 0
        while true {
            do {
                let result = try attempt {
                    failures = 0
                    succeeded()
                }
                succeeded()
                return result
            } catch let setback as Setback {
                failures += 1
                try wait(after: setback, failures, since: start)
            } catch let error as CallersError {
                throw error.cause
            }
        }
    }

    /// Has people hear of something.
    func tell(_ words: String) { notice(words) }

    private func succeeded() {
        failing.withLock { $0 = nil }
    }

    private func wait(after setback: Setback, _ failures: Int, since start: Double) throws {
        let now = clock()
        let since = failing.withLock { failing in
            failing = failing ?? now
            return max(failing ?? now, start)
        }
        let left = patience - (now - since)
        guard left > 0, failures < setback.tries ?? .max else { throw setback.fault }
        let seconds = min(max(backoff(failures), setback.wait ?? 0), left)
        notice("\(setback.fault); trying again")
        try pause(seconds)
    }

    private func backoff(_ failures: Int) -> Double {
        let doublings = min(failures - 1, 16)
        return min(Self.firstPause * Double(1 << doublings), Self.longestPause) * chance()
    }
}

// What it is made of unless a test says otherwise.
extension Retrying {
    private static let beginning = ContinuousClock.now

    static let uptime: @Sendable () -> Double = {
        let (seconds, attoseconds) = (ContinuousClock.now - beginning).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    static let sleep: @Sendable (Double) throws -> Void = { seconds in
        let end = uptime() + seconds
        while true {
            try Interruption.check()
            let left = end - uptime()
            if left <= 0 { return }
            Pause.microseconds(UInt32(min(left, 0.02) * 1e6))
        }
    }
}
