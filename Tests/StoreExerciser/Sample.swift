import ContentStore
import Hashing
import TestSupport
import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One of the blobs that all exercisers know: its number says what is in it.
struct Sample {
    let number: Int
    let content: [UInt8]
    let digest: Digest

    static let count = 48
    // From nothing, over the block and the piece, to several frames of compressed bytes.
    private static let sizes = [0, 1, 4096, 5000, 70_000, 300_000, 1 << 20, (2 << 20) + 1, 3_333_333]

    init(_ number: Int) {
        self.number = number
        var random = SeededGenerator(seed: UInt64(number))
        let size = Self.sizes[number % Self.sizes.count]
        // Large samples repeat a block that is in none of the others: noise is slow to make.
        let block = random.noise(5000 + number)
        var content: [UInt8] = []
        content.reserveCapacity(size + block.count)
        while content.count < size { content += block }
        content.removeLast(content.count - size)
        self.content = content
        digest = ContentHash.digest(of: content)
    }

    /// Half of them lie compressed. The others need their whole size.
    var compression: Intake.Compression { number.isMultiple(of: 2) ? .none : .zstd(level: 1) }

    /// Holds what the store gives against what it should be, byte for byte.
    func matches(_ reader: BlobReader) throws -> Bool {
        var offset = 0
        var isSame = true
        try reader.forEachPiece { piece in
            isSame =
                isSame && offset + piece.count <= content.count
                && content.withUnsafeBytes { content in
                    guard let given = piece.baseAddress, let right = content.baseAddress else { return piece.isEmpty }
                    // A loop of our own would take most of the time in a debug build.
                    return memcmp(given, right + offset, piece.count) == 0
                }
            offset += piece.count
        }
        return isSame && offset == content.count
    }
}
