/// Which part of something an answer has: `bytes 200-999/1000`, `bytes 200-999/*`.
struct ContentRange: Equatable {
    let start: Int64
    /// Nil where that is not known.
    let total: Int64?

    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let range = ByteRange(parts[0]) else { return nil }
        start = range.first
        if parts[1] == "*" {
            total = nil
        } else {
            guard let total = ByteRange.number(parts[1]), total > range.last else { return nil }
            self.total = total
        }
    }
}

/// The first and the last of some bytes: `0-1023`. Some registries put `bytes=` before it.
struct ByteRange: Equatable {
    let first: Int64
    let last: Int64

    init?(_ text: some StringProtocol) {
        let range = text.hasPrefix("bytes=") ? String(text.dropFirst("bytes=".count)) : String(text)
        let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Self.number($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last, last < .max else { return nil }
        (self.first, self.last) = (first, last)
    }

    static func number(_ text: Substring) -> Int64? {
        text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int64(text) : nil
    }
}
