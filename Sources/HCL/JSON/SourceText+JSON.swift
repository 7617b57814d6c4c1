internal import Values

extension SourceText {
    /// What a string of a JSON file says; `range` holds its quotes, and its escapes have been checked.
    init(json range: SourceRange) {
        let bytes = range.file.bytes
        let inside = range.offsets.lowerBound + 1..<max(range.offsets.lowerBound + 1, range.offsets.upperBound - 1)
        guard bytes[range.offsets].first == Byte.quote, bytes[inside].contains(Byte.backslash) else {
            let isQuoted = bytes[range.offsets].first == Byte.quote
            self.init(range.file, isQuoted ? inside : range.offsets)
            return
        }
        var decoded: [UInt8] = []
        var shifts = [Shift(offset: 0, inFile: inside.lowerBound)]
        var offset = inside.lowerBound
        while offset < inside.upperBound {
            if bytes[offset] != Byte.backslash {
                decoded.append(bytes[offset])
                offset += 1
                continue
            }
            shifts.append(Shift(offset: decoded.count, inFile: offset))
            offset = JSONEscape.resolve(bytes, at: offset, into: &decoded)
            shifts.append(Shift(offset: decoded.count, inFile: offset))
        }
        self.init(range.file, decoded: decoded, shifts: shifts)
    }
}
