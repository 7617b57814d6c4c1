internal import Layers
internal import Values

/// Where an entry lies in a base-image tarball.
struct BaseSection {
    struct Content {
        let name: String
        let header: [UInt8]
        /// Nil for a directory.
        let part: BaseTarball.Part?

        init(_ entry: BaseEntry, _ part: BaseTarball.Part?) {
            (name, header, self.part) = (entry.name, entry.header, part)
        }
    }

    enum Place {
        case header
        case content
        case padding
    }

    let start: Int64
    /// Nil for the list.
    let content: Content?
    /// Known once its header was.
    var listLength: Int64?
    let isWanted: Bool
    /// False where a part was left out.
    var isSeen = true

    /// What nobody has, and what can be counted on with.
    static let longest: Int64 = 1 << 50

    init(start: Int64, content: Content?, isWanted: Bool = false) {
        (self.start, self.content) = (start, content)
        self.isWanted = isWanted
    }

    var headerLength: Int { content?.header.count ?? TarHeader.blockLength }
    private var contentStart: Int64 { start + Int64(headerLength) }
    private var length: Int64? { content.map { min($0.part?.size ?? 0, Self.longest) } ?? listLength }

    /// Of a list whose length is not known, beyond all that comes.
    var end: Int64 { length.map { contentStart + TarHeader.padded($0) } ?? .max }

    func place(of position: Int64) -> Place {
        if position < contentStart { return .header }
        return position < contentStart + (length ?? 0) ? .content : .padding
    }

    /// Where what is at a position ends.
    func next(after position: Int64) -> Int64 {
        switch place(of: position) {
        case .header: contentStart
        case .content: contentStart + (length ?? 0)
        case .padding: end
        }
    }
}

/// What stands behind the last blob: an index or two, and two blocks of zeros.
struct BaseTail {
    private var length = 0
    private var zeros = 0

    private static let limit = 32 << 20

    mutating func take(_ bytes: UnsafeRawBufferPointer) throws(BaseTarballFault) {
        length += bytes.count
        if length > Self.limit { throw .tooLong }
        let last = bytes.reversed().prefix(TarHeader.endLength).prefix { $0 == 0 }.count
        zeros = last == bytes.count ? zeros + last : last
    }

    var isWhole: Bool { zeros >= TarHeader.endLength && length % TarHeader.blockLength == 0 }
}
