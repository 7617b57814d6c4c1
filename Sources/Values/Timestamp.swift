#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A moment, in microseconds since 1970 began in UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// Seconds from `other` to this moment; below zero when it comes earlier.
    package func seconds(since other: Timestamp) -> Double {
        Double(microseconds - other.microseconds) / 1e6
    }

    package func advanced(bySeconds seconds: Double) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(seconds * 1e6))
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, to the second: `2026-11-20T09:56:19Z`.
    package var description: String {
        var seconds = time_t((microseconds - (microseconds < 0 ? 999_999 : 0)) / 1_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return Self.digits(parts.tm_year + 1900, 4) + "-" + Self.digits(parts.tm_mon + 1, 2)
            + "-" + Self.digits(parts.tm_mday, 2) + "T" + Self.digits(parts.tm_hour, 2)
            + ":" + Self.digits(parts.tm_min, 2) + ":" + Self.digits(parts.tm_sec, 2) + "Z"
    }

    private static func digits(_ value: Int32, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
