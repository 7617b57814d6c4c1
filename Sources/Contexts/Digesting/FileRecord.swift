/// The bytes by which files come into digests. docs/cache-keys.md has the rules, section "Files".
struct FileRecord {
    private(set) var bytes: [UInt8]

    /// Of a directory's contents.
    static let contentsTag = Array("HFILES1D".utf8)
    /// Of what is selected.
    static let selectionTag = Array("HFILES1E".utf8)

    init(tag: [UInt8]) {
        bytes = tag
    }

    mutating func append(name: UnsafeBufferPointer<UInt8>) {
        append(UInt32(truncatingIfNeeded: name.count))
        bytes.append(contentsOf: name)
    }

    /// A directory gives the digest of its contents, anything else what its entry has.
    mutating func append(_ entry: Entry, contents: Hash256 = .zero, countsMode: Bool = true) {
        bytes.append(Self.byte(entry.kind))
        append(countsMode && entry.kind != .link ? entry.permissions : 0)
        switch entry.kind {
        case .file: append(entry.digest)
        case .socket, .unknown: append(Hash256.empty)
        case .directory: append(contents)
        case .link:
            append(entry.targetLength)
            if let target = entry.target { bytes.append(contentsOf: target) }
        case .fifo: break
        case .characterDevice, .blockDevice:
            append(entry.deviceNumber.major)
            append(entry.deviceNumber.minor)
        }
    }

    private static func byte(_ kind: Entry.Kind) -> UInt8 {
        switch kind {
        case .file, .socket, .unknown: UInt8(ascii: "f")
        case .directory: UInt8(ascii: "d")
        case .link: UInt8(ascii: "l")
        case .fifo: UInt8(ascii: "p")
        case .characterDevice: UInt8(ascii: "c")
        case .blockDevice: UInt8(ascii: "b")
        }
    }

    private mutating func append(_ number: UInt32) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ hash: Hash256) {
        withUnsafeBytes(of: hash) { bytes.append(contentsOf: $0) }
    }
}
