/// The numbers of a tree blob; docs/layer-format.md has the format.
enum TreeFormat {
    static let magic = Array("hrtt".utf8)
    static let version: UInt8 = 1

    enum Kind: UInt8 {
        case end, file, directory, link, fifo, character, block, whiteout
    }

    static let kindBits: UInt8 = 0x0f
    static let extended: UInt8 = 0x10
    static let opaque: UInt8 = 0x20
    static let hardLink: UInt8 = 0x20
    static let implied: UInt8 = 0x40
    static let apart: UInt8 = 0x40
}
