internal import Values

/// Writes the tree of a layer, whose files lie in the pack or in blobs of their own and have digests.
struct TreeEncoder {
    private(set) var bytes: [UInt8] = []

    /// `pack` is where offsets count; what lies elsewhere is a blob of its own.
    init(_ tree: FileTree, pack: Digest) {
        bytes.reserveCapacity(1 << 16)
        bytes += TreeFormat.magic
        bytes += [TreeFormat.version, tree.top.isOpaque ? 1 : 0]
        for step in TreeSteps(tree) {
            switch step {
            case .entry(let entry): put(entry, pack)
            case .end: bytes.append(TreeFormat.Kind.end.rawValue)
            }
        }
    }

    private init() {}

    /// Bytes that stand for a directory at a path.
    static func settledBytes(_ path: [UInt8], _ attributes: FileAttributes) -> [UInt8] {
        var encoder = TreeEncoder()
        encoder.begin(.directory, path, attributes)
        return encoder.bytes
    }

    private mutating func put(_ entry: Directory.Entry, _ pack: Digest) {
        let (attributes, kind) = (entry.node.attributes, entry.node.kind)
        switch kind {
        case .file(let content):
            var place: Int64?
            if case .pack(pack, let offset) = content.place { place = offset }
            begin(
                .file, entry.name, attributes,
                flags: (content.identity == nil ? 0 : TreeFormat.hardLink) | (place == nil ? TreeFormat.apart : 0))
            put(content.length)
            bytes += content.digest?.bytes ?? []
            put(place ?? 0)
            if let number = content.identity { put(Int64(number)) }
        case .directory(let directory):
            let flags =
                (directory.isOpaque ? TreeFormat.opaque : 0) | (directory.isImplied ? TreeFormat.implied : 0)
            begin(.directory, entry.name, directory.isImplied ? nil : attributes, flags: flags)
        case .link(let target):
            begin(.link, entry.name, attributes)
            put(target)
        case .fifo: begin(.fifo, entry.name, attributes)
        case .device(let isBlock, let major, let minor):
            begin(isBlock ? .block : .character, entry.name, attributes)
            put(Int64(major))
            put(Int64(minor))
        case .whiteout: begin(.whiteout, entry.name, nil)
        }
    }

    private mutating func begin(
        _ kind: TreeFormat.Kind, _ name: [UInt8], _ attributes: FileAttributes?, flags: UInt8 = 0
    ) {
        let extended = attributes?.extended ?? []
        bytes.append(kind.rawValue | flags | (extended.isEmpty ? 0 : TreeFormat.extended))
        put(name)
        guard let attributes else { return }
        put(Int64(attributes.mode))
        put(Int64(attributes.owner))
        put(Int64(attributes.group))
        put(UInt64(bitPattern: attributes.modified << 1 ^ attributes.modified >> 63))
        guard !extended.isEmpty else { return }
        put(Int64(extended.count))
        for attribute in extended {
            put(attribute.name)
            put(attribute.value)
        }
    }

    private mutating func put(_ text: [UInt8]) {
        put(Int64(text.count))
        bytes += text
    }

    private mutating func put(_ number: Int64) { put(UInt64(bitPattern: number)) }

    private mutating func put(_ number: UInt64) {
        var rest = number
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
