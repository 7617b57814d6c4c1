/// Finds where a separator stands in a text.
struct Splitting {
    let bytes: [UInt8]
    private let separator: [UInt8]

    init(_ text: String, by separator: String) {
        bytes = Array(text.utf8)
        self.separator = Array(separator.utf8)
    }

    /// Lends the parts between separators, as offsets of their UTF-8. An empty separator stands between all scalars, and
    /// when `keepsEnds`, before the first and after the last as well.
    func forEachPart<Failure: Error>(
        keepsEnds: Bool, _ body: (Range<Int>) throws(Failure) -> Void
    ) throws(Failure) {
        guard let first = separator.first else { return try forEachScalar(keepsEnds, body) }
        var start = 0
        var position = 0
        while let found = bytes[position...].firstIndex(of: first), found <= bytes.count - separator.count {
            if bytes[found...].starts(with: separator) {
                try body(start..<found)
                position = found + separator.count
                start = position
            } else {
                position = found + 1
            }
        }
        try body(start..<bytes.count)
    }

    private func forEachScalar<Failure: Error>(
        _ keepsEnds: Bool, _ body: (Range<Int>) throws(Failure) -> Void
    ) throws(Failure) {
        if keepsEnds { try body(0..<0) }
        var start = 0
        while start < bytes.count {
            var end = start + 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            try body(start..<end)
            start = end
        }
        if keepsEnds { try body(start..<start) }
    }

    /// The text with something else in the place of the separators. What would be too large is refused.
    func joined(by replacement: [UInt8]) throws(CallFailure) -> [UInt8] {
        var count = -1
        forEachPart(keepsEnds: true) { _ in count += 1 }
        try ResultLimit.check(count, times: max(1, replacement.count))
        try ResultLimit.check(bytes.count + count * (replacement.count - separator.count))
        var output: [UInt8] = []
        var isFirst = true
        forEachPart(keepsEnds: true) { range in
            if !isFirst { output += replacement }
            isFirst = false
            output += bytes[range]
        }
        return output
    }
}
