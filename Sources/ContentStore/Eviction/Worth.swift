internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a blob is worth keeping: seconds to make it again, per byte on the disk, halved for every week without use.
///
/// Ageing moves all blobs down alike, so it never changes who comes before whom, and what remains is a number that
/// can be kept: the logarithm of the worth that the blob would have had when time began.
enum Worth {
    static func logarithm(cost: Double?, disk: Int64, used: Timestamp) -> Double {
        let bytes = Double(max(disk, 1))
        let seconds = max(cost ?? 1 + bytes / usualBytesPerSecond, shortestCost)
        return log2(seconds / bytes) + Double(used.microseconds) / halfLife
    }

    /// A blob that nobody gave a cost was likely fetched or read from somewhere: a moment to begin, then a stream.
    private static let usualBytesPerSecond = 50e6
    /// A cost of nothing would have no logarithm.
    private static let shortestCost = 1e-3
    private static let halfLife = 7 * 24 * 3600 * 1e6

    /// Whether a use at `now` is to be noted: the one that is may be a minute old, so that reading seldom has to write.
    /// That is little beside a week, and beside the ages that a pruning is given.
    static func isStale(_ used: Timestamp, at now: Timestamp) -> Bool {
        now.seconds(since: used) > 60
    }
}
