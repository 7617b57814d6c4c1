internal import Values

/// Reads the tree of a layer. Whatever the bytes are, the outcome is a tree that keeps all promises, or `Damage`.
struct TreeDecoder {
    struct Damage: Error {
        let words: String

        init(_ words: String) {
            self.words = words
        }
    }

    private let bytes: [UInt8]
    private let pack: Digest
    private let packLength: Int64
    private var place = 0

    static func tree(in bytes: [UInt8], pack: Digest, length: Int64) throws(Damage) -> FileTree {
        var decoder = TreeDecoder(bytes: bytes, pack: pack, packLength: length)
        return try decoder.tree()
    }

    private init(bytes: [UInt8], pack: Digest, packLength: Int64) {
        (self.bytes, self.pack, self.packLength) = (bytes, pack, packLength)
    }

    private mutating func tree() throws(Damage) -> FileTree {
        guard try take(TreeFormat.magic.count) == TreeFormat.magic[...] else { throw Damage("it is no tree") }
        let version = try byte()
        guard version == TreeFormat.version else { throw Damage("its version is \(version)") }
        var assembly = TreeAssembly(isOpaque: try byte() != 0)
        while true {
            let tag = try byte()
            guard let kind = TreeFormat.Kind(rawValue: tag & TreeFormat.kindBits), tag & 0x80 == 0 else {
                throw Damage("an entry has the mark \(tag)")
            }
            if kind != .end {
                try entry(kind, tag, into: &assembly)
            } else if let tree = assembly.end() {
                guard place == bytes.count else { throw Damage("it goes on after its end") }
                return tree
            }
        }
    }

    private mutating func entry(
        _ kind: TreeFormat.Kind, _ tag: UInt8, into assembly: inout TreeAssembly
    ) throws(Damage) {
        let name = try name(after: assembly.lastName)
        let isImplied = kind == .directory && tag & TreeFormat.implied != 0
        guard kind != .whiteout, !isImplied else {
            if isImplied { return try begin(name, .implied, tag, &assembly) }
            return assembly.add(name, FileNode(FileAttributes(mode: 0, modified: 0), .whiteout))
        }
        let attributes = try attributes(tag)
        switch kind {
        case .directory: try begin(name, attributes, tag, &assembly)
        case .file: assembly.add(name, FileNode(attributes, .file(try content(tag))))
        case .link: assembly.add(name, FileNode(attributes, .link(target: Array(try text()))))
        case .fifo: assembly.add(name, FileNode(attributes, .fifo))
        case .character, .block:
            let (major, minor) = (try small(), try small())
            assembly.add(
                name, FileNode(attributes, .device(isBlock: kind == .block, major: major, minor: minor)))
        case .end, .whiteout: break
        }
    }

    private func begin(
        _ name: [UInt8], _ attributes: FileAttributes, _ tag: UInt8, _ assembly: inout TreeAssembly
    ) throws(Damage) {
        guard assembly.depth < FileTreeBuilder.greatestDepth else { throw Damage("it is too deep") }
        assembly.begin(
            name, attributes, isOpaque: tag & TreeFormat.opaque != 0, isImplied: tag & TreeFormat.implied != 0)
    }

    private mutating func name(after last: [UInt8]?) throws(Damage) -> [UInt8] {
        let name = Array(try text())
        let isName = !name.isEmpty && !name.contains(0) && !name.contains(UInt8(ascii: "/"))
        let dot = UInt8(ascii: ".")
        guard isName, name != [dot], name != [dot, dot] else { throw Damage("a name is none") }
        if let last, !last.lexicographicallyPrecedes(name) { throw Damage("names are not in order") }
        return name
    }

    private mutating func attributes(_ tag: UInt8) throws(Damage) -> FileAttributes {
        let mode = try small()
        guard mode <= 0o7777 else { throw Damage("a mode is \(mode)") }
        let (owner, group, time) = (try small(), try small(), try number())
        var attributes = FileAttributes(
            mode: mode, owner: owner, group: group, modified: Int64(bitPattern: time >> 1) ^ -Int64(time & 1))
        guard tag & TreeFormat.extended != 0 else { return attributes }
        for _ in 0..<(try small()) {
            let name = Array(try text())
            attributes.extended.append(ExtendedAttribute(name: name, value: Array(try text())))
        }
        return attributes
    }

    private mutating func content(_ tag: UInt8) throws(Damage) -> FileContent {
        let length = try number()
        guard let digest = Digest(.sha256, bytes: Array(try take(Digest.Algorithm.sha256.byteCount))) else {
            throw Damage("a digest is none")
        }
        let offset = try number()
        let isApart = tag & TreeFormat.apart != 0
        let end = length.addingReportingOverflow(offset)
        guard length <= Int64.max, isApart || !end.overflow && end.partialValue <= UInt64(packLength) else {
            throw Damage("a file lies beyond the end of the pack")
        }
        let identity = tag & TreeFormat.hardLink == 0 ? nil : Int(truncatingIfNeeded: try small())
        return FileContent(
            length: Int64(length), digest: digest,
            place: isApart ? .pack(digest, offset: 0) : .pack(pack, offset: Int64(offset)), identity: identity)
    }

    private mutating func byte() throws(Damage) -> UInt8 {
        guard place < bytes.count else { throw Damage("it is cut short") }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func take(_ count: Int) throws(Damage) -> ArraySlice<UInt8> {
        guard count <= bytes.count - place else { throw Damage("it is cut short") }
        defer { place += count }
        return bytes[place..<place + count]
    }

    private mutating func text() throws(Damage) -> ArraySlice<UInt8> {
        let count = try number()
        guard count <= UInt64(bytes.count) else { throw Damage("it is cut short") }
        return try take(Int(count))
    }

    private mutating func small() throws(Damage) -> UInt32 {
        let number = try number()
        guard let small = UInt32(exactly: number) else { throw Damage("a number is \(number)") }
        return small
    }

    private mutating func number() throws(Damage) -> UInt64 {
        var (result, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let byte = try byte()
            let bits = UInt64(byte & 0x7f)
            guard shift < 64, shift < 63 || bits <= 1 else { throw Damage("a number is too large") }
            result |= bits << shift
            if byte & 0x80 == 0 { return result }
            shift += 7
        }
    }
}
