/// Decodes gzip data as it comes, one member or several, and verifies their checksums: through ISA-L, which takes a third of the
/// time of zlib, where it is installed.
package final class GzipDecoder {
    /// What is wrong with the data, in words.
    package enum Fault: String, Sendable {
        case header = "gzip data has a header that is none"
        case content = "gzip data is damaged"
        case checksum = "gzip data has a wrong checksum"
    }

    package struct Step {
        /// How much of the input is used up.
        package let used: Int
        package let made: Int
        /// The member ends here.
        package let isEnd: Bool
    }

    package static let magic: [UInt8] = [0x1f, 0x8b]

    private let inflater: any Inflater

    package convenience init() throws(CompressionError) {
        try self.init(ISAL.library)
    }

    init(_ library: ISAL?) throws(CompressionError) {
        if let library {
            inflater = ISALInflater(library)
        } else {
            inflater = try ZlibInflater()
        }
    }

    /// Begins the next member.
    package func beginMember() throws(CompressionError) { try inflater.beginMember() }

    /// Decodes as much as there is input and room for. With neither end nor anything made there is too little input.
    package func step(
        _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Step {
        try inflater.step(
            UnsafeRawBufferPointer(rebasing: input.prefix(Self.mostBytes)),
            into: UnsafeMutableRawBufferPointer(rebasing: room.prefix(Self.mostBytes)))
    }

    /// The libraries count in 32 bits.
    private static let mostBytes = 1 << 30
}
