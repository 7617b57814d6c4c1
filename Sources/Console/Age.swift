internal import Values

/// How long ago something was, in words: the largest unit that fits.
package struct Age: CustomStringConvertible, Sendable {
    package let seconds: Double

    package init(seconds: Double) {
        self.seconds = seconds
    }

    package var description: String {
        guard seconds >= 1 else { return "now" }
        for (length, name) in Self.units where seconds >= length {
            return "\(Quantity(Int(seconds / length), name)) ago"
        }
        return "now"
    }

    private static let units: [(Double, String)] = [
        (365 * 86_400, "year"), (30 * 86_400, "month"), (7 * 86_400, "week"), (86_400, "day"), (3600, "hour"),
        (60, "minute"), (1, "second"),
    ]
}
