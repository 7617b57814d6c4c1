internal import Hashing
internal import Values

/// The bytes by which nodes come into digests. docs/cache-keys.md has the rules, section "Layers".
struct TreeRecord: ~Copyable {
    private var hash = ContentHash()
    private var bytes: [UInt8]

    /// Of a whole layer.
    static let layerTag = Array("HLAYER1T".utf8)
    /// Of what is copied from a tree.
    static let copyTag = Array("HLAYER1C".utf8)

    private static let pieceLength = 1 << 16

    init(tag: [UInt8]) {
        bytes = tag
        bytes.reserveCapacity(Self.pieceLength + 4096)
    }

    consuming func digest() -> Digest {
        flush()
        return hash.digest()
    }

    /// How much is in a directory, which comes next.
    mutating func append(_ directory: Directory) {
        bytes.append(directory.isOpaque ? 1 : 0)
        append(UInt32(truncatingIfNeeded: directory.entries.count))
    }

    /// `group` is the number of a file with several names.
    mutating func append(name: [UInt8], _ node: FileNode, group: Int = 0) {
        if bytes.count > Self.pieceLength { flush() }
        append(name)
        append(node.attributes, of: node.kind)
        switch node.kind {
        case .file(let content):
            guard let digest = content.digest else { preconditionFailure("a content has no digest") }
            bytes += digest.bytes
            append(UInt32(truncatingIfNeeded: group))
        case .directory(let directory): append(directory)
        case .link(let target): append(target)
        case .device(_, let major, let minor):
            append(major)
            append(minor)
        case .fifo, .whiteout: break
        }
    }

    private mutating func append(_ attributes: FileAttributes, of kind: FileNode.Kind) {
        bytes.append(Self.byte(kind))
        append(kind.hasMode ? attributes.mode & 0o7777 : 0)
        append(attributes.owner)
        append(attributes.group)
        append(UInt32(truncatingIfNeeded: attributes.extended.count))
        for attribute in attributes.extended {
            append(attribute.name)
            append(attribute.value)
        }
    }

    private static func byte(_ kind: FileNode.Kind) -> UInt8 {
        switch kind {
        case .file: UInt8(ascii: "f")
        case .directory(let directory): UInt8(ascii: directory.isImplied ? "i" : "d")
        case .link: UInt8(ascii: "l")
        case .fifo: UInt8(ascii: "p")
        case .device(let isBlock, _, _): UInt8(ascii: isBlock ? "b" : "c")
        case .whiteout: UInt8(ascii: "w")
        }
    }

    private mutating func append(_ text: [UInt8]) {
        append(UInt32(truncatingIfNeeded: text.count))
        bytes += text
    }

    private mutating func append(_ number: UInt32) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func flush() {
        bytes.withUnsafeBytes { hash.update($0) }
        bytes.removeAll(keepingCapacity: true)
    }
}

extension FileNode.Kind {
    /// Links have none that anything asks for.
    fileprivate var hasMode: Bool {
        switch self {
        case .link, .whiteout: false
        case .file, .directory, .fifo, .device: true
        }
    }
}
