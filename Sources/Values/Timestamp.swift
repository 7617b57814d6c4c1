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

    /// The moment that the system's clock gives; before the year 0, or after 9999, the nearest that has a year of four
    /// digits. Any number may be in a file's status.
    package init(seconds: Int64, nanoseconds: Int64) {
        let clamped = min(max(seconds, Self.years.lowerBound), Self.years.upperBound)
        self.init(microseconds: clamped * 1_000_000 + (clamped == seconds ? nanoseconds / 1000 : 0))
    }

    /// From the year 0 to the year 9999, in seconds.
    private static let years: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// Seconds from `other` to this moment; below zero when it comes earlier.
    package func seconds(since other: Timestamp) -> Double {
        (Double(microseconds) - Double(other.microseconds)) / 1e6
    }

    /// What would be beyond the end of time is its end.
    package func advanced(bySeconds seconds: Double) -> Timestamp {
        let end: Int64 = seconds < 0 ? .min : .max
        let (moment, isBeyond) = microseconds.addingReportingOverflow(Int64(exactly: (seconds * 1e6).rounded()) ?? end)
        return Timestamp(microseconds: isBeyond ? end : moment)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, to the second: `2026-11-20T09:56:19Z`.
    package var description: String {
        let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        var seconds = time_t(rest < 0 ? whole - 1 : whole)
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
