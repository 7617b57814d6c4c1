/// Where each frame of a seekable stream lies, and which of the plain bytes it holds.
package struct SeekTable: Equatable, Sendable {
    package struct Frame: Equatable, Sendable {
        package let index: Int
        /// Its place in the file.
        package let compressed: Range<Int64>
        /// Its place in what the stream holds.
        package let plain: Range<Int64>
    }

    /// What no table may exceed, ours or another's: it bounds the memory that a file can ask for.
    package static let frameCountLimit = 1 << 22
    package static let frameLengthLimit = 8 << 20

    /// The ends of the frames, after a zero.
    private var compressedEnds: [Int64] = [0]
    private var plainEnds: [Int64] = [0]
    private(set) var longestCompressed = 0
    private(set) var longestPlain = 0

    package init() {}

    package var frameCount: Int { plainEnds.count - 1 }

    /// How many bytes the stream holds.
    package var plainLength: Int64 { plainEnds[frameCount] }

    /// How many bytes its frames take, without the table.
    package var compressedLength: Int64 { compressedEnds[frameCount] }

    /// How many bytes the stream takes, the table among them.
    package var fileLength: Int64 { compressedLength + Int64(Layout.length(frames: frameCount)) }

    package subscript(index: Int) -> Frame {
        Frame(
            index: index,
            compressed: compressedEnds[index]..<compressedEnds[index + 1],
            plain: plainEnds[index]..<plainEnds[index + 1])
    }

    /// The frame that holds the plain byte at `offset`, or nil when the stream does not reach that far.
    package func frame(containing offset: Int64) -> Frame? {
        guard 0..<plainLength ~= offset else { return nil }
        // The first end beyond the offset, so that frames without bytes are passed over.
        var range = 0..<frameCount
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            range = plainEnds[middle] > offset ? range.lowerBound..<middle : middle..<range.upperBound
        }
        return self[range.lowerBound]
    }

    mutating func append(compressed: Int, plain: Int) {
        compressedEnds.append(compressedLength + Int64(compressed))
        plainEnds.append(plainLength + Int64(plain))
        longestCompressed = max(longestCompressed, compressed)
        longestPlain = max(longestPlain, plain)
    }
}
