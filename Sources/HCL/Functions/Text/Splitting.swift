/// Cuts a text where a separator stands.
enum Splitting {
    /// The UTF-8 of the parts. An empty separator stands between all scalars, and when `keepsEnds`, before the first and
    /// after the last as well.
    static func parts(of text: String, between separator: String, keepsEnds: Bool) -> [ArraySlice<UInt8>] {
        let bytes = Array(text.utf8)
        let separator = Array(separator.utf8)
        guard let first = separator.first else { return scalars(bytes, keepsEnds: keepsEnds) }
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        var position = 0
        while let found = bytes[position...].firstIndex(of: first), found <= bytes.count - separator.count {
            if bytes[found...].starts(with: separator) {
                parts.append(bytes[start..<found])
                position = found + separator.count
                start = position
            } else {
                position = found + 1
            }
        }
        parts.append(bytes[start...])
        return parts
    }

    private static func scalars(_ bytes: [UInt8], keepsEnds: Bool) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            var end = start + 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            parts.append(bytes[start..<end])
            start = end
        }
        return keepsEnds ? [[]] + parts + [[]] : parts
    }
}
