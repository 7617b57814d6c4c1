package import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the time of day comes from; tests turn theirs by hand.
package struct WallClock: Sendable {
    package let now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    package static let system = WallClock {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return Timestamp(seconds: Int64(moment.tv_sec), nanoseconds: Int64(moment.tv_nsec))
    }
}
