package import Host
import Synchronization
package import Values

/// A clock that stands still until somebody turns it.
package final class HandClock: Sendable {
    private let moment: Mutex<Timestamp>

    package init(_ start: Timestamp = Timestamp(microseconds: 1_800_000_000_000_000)) {
        moment = Mutex(start)
    }

    package func advance(bySeconds seconds: Double) {
        moment.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }

    package var clock: WallClock {
        WallClock { self.moment.withLock(\.self) }
    }
}
