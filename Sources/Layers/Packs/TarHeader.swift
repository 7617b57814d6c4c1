/// What stands before the content of an entry in a pack. docs/layer-format.md has the format.
package struct TarHeader {
    package static let blockLength = 512
    /// Two blocks of zeros.
    package static let endLength = 2 * blockLength

    private let kind: UInt8
    private let name: [UInt8]
    private let prefix: [UInt8]
    private let linkName: [UInt8]
    private let attributes: FileAttributes
    private let size: Int64
    private let device: (major: UInt32, minor: UInt32)
    /// The records of the pax header; without any there is none.
    private var records: [UInt8] = []

    /// `path` is that of the file, without a slash at its end; `link` is the path of an earlier entry for the same file.
    package init(path: [UInt8], _ node: FileNode, linkedTo link: [UInt8]? = nil) {
        (attributes, linkName) = (node.attributes, link ?? node.kind.target)
        (kind, size) = (link == nil ? node.kind.tarKind : Kind.hardLink, link == nil ? node.kind.length : 0)
        device = node.kind.device
        let path = kind == Kind.directory ? path + [slash] : path
        if let (prefix, name) = Self.split(path) {
            (self.prefix, self.name) = (prefix, name)
        } else {
            (prefix, name) = ([], Array(path.prefix(Field.name.length)))
            add("path", path)
        }
        addLongFields()
    }

    /// How many bytes it takes, pax header and all.
    package var length: Int {
        records.isEmpty ? Self.blockLength : 2 * Self.blockLength + Self.padded(records.count)
    }

    /// Writes it to the front of `room`.
    package func write(to room: UnsafeMutableRawBufferPointer) {
        var block = room
        if !records.isEmpty {
            var last = name.last == slash ? name.dropLast() : name[...]
            if let cut = last.lastIndex(of: slash) { last = last[(cut + 1)...] }
            let paxName = Array((Array("PaxHeaders/".utf8) + last).prefix(Field.name.length))
            let nothing = FileAttributes(mode: 0o644, modified: 0)
            Self.write(to: block, Kind.pax, paxName, [], [], nothing, Int64(records.count), (0, 0))
            let content = UnsafeMutableRawBufferPointer(rebasing: block[Self.blockLength...])
            content.copyBytes(from: records)
            let end = Self.padded(records.count)
            UnsafeMutableRawBufferPointer(rebasing: content[records.count..<end]).zero()
            block = UnsafeMutableRawBufferPointer(rebasing: content[end...])
        }
        Self.write(to: block, kind, name, prefix, linkName, attributes, size, device)
    }

    static func padded(_ count: Int) -> Int { (count + blockLength - 1) / blockLength * blockLength }
    package static func padded(_ count: Int64) -> Int64 { (count + 511) / 512 * 512 }

    /// Prefix and name, if the header has room for a path.
    private static func split(_ path: [UInt8]) -> (prefix: [UInt8], name: [UInt8])? {
        if path.count <= Field.name.length { return ([], path) }
        // The slash between them is in neither, and the one at the end of a directory ends no prefix.
        let first = path.count - Field.name.length - 1
        guard first <= Field.prefix.length, let cut = path[first...].dropLast().firstIndex(of: slash), cut > 0,
            cut <= Field.prefix.length
        else { return nil }
        return (Array(path[..<cut]), Array(path[(cut + 1)...]))
    }

    private mutating func addLongFields() {
        if linkName.count > Field.linkName.length { add("linkpath", linkName) }
        if !Field.owner.holds(Int64(attributes.owner)) { add("uid", Int64(attributes.owner)) }
        if !Field.group.holds(Int64(attributes.group)) { add("gid", Int64(attributes.group)) }
        if !Field.size.holds(size) { add("size", size) }
        if !Field.modified.holds(attributes.seconds) { add("mtime", attributes.seconds) }
        for attribute in attributes.extended {
            add(Array("SCHILY.xattr.".utf8) + attribute.name, attribute.value)
        }
    }

    private mutating func add(_ key: String, _ number: Int64) { add(key, Array(String(number).utf8)) }
    private mutating func add(_ key: String, _ value: [UInt8]) { add(Array(key.utf8), value) }

    /// A record's length counts its own digits.
    private mutating func add(_ key: [UInt8], _ value: [UInt8]) {
        let rest = key.count + value.count + 3
        var length = rest + 1
        while String(length).utf8.count + rest != length { length = String(length).utf8.count + rest }
        records += "\(length) ".utf8
        records += key
        records.append(UInt8(ascii: "="))
        records += value
        records.append(UInt8(ascii: "\n"))
    }

    private static func write(
        to block: UnsafeMutableRawBufferPointer, _ kind: UInt8, _ name: [UInt8], _ prefix: [UInt8], _ link: [UInt8],
        _ attributes: FileAttributes, _ size: Int64, _ device: (major: UInt32, minor: UInt32)
    ) {
        UnsafeMutableRawBufferPointer(rebasing: block[..<blockLength]).zero()
        Field.name.put(name, block)
        Field.mode.put(Int64(attributes.mode & 0o7777), block)
        Field.owner.put(Int64(attributes.owner), block)
        Field.group.put(Int64(attributes.group), block)
        Field.size.put(size, block)
        Field.modified.put(attributes.seconds, block)
        block[Field.kindPlace] = kind
        Field.linkName.put(link, block)
        Field.magic.put(Array("ustar\u{0}00".utf8), block)
        Field.major.put(Int64(device.major), block)
        Field.minor.put(Int64(device.minor), block)
        Field.prefix.put(prefix, block)
        Field.putChecksum(block)
    }

    enum Kind {
        static let file = UInt8(ascii: "0")
        static let hardLink = UInt8(ascii: "1")
        static let link = UInt8(ascii: "2")
        static let character = UInt8(ascii: "3")
        static let block = UInt8(ascii: "4")
        static let directory = UInt8(ascii: "5")
        static let fifo = UInt8(ascii: "6")
        static let pax = UInt8(ascii: "x")
    }
}

private let slash = UInt8(ascii: "/")

extension UnsafeMutableRawBufferPointer {
    func zero() { _ = initializeMemory(as: UInt8.self, repeating: 0) }
}

extension FileAttributes {
    /// Whole seconds since 1970, rounded down.
    var seconds: Int64 { modified >= 0 ? modified / 1_000_000_000 : -((-(modified + 1)) / 1_000_000_000) - 1 }
}

extension FileNode.Kind {
    fileprivate var tarKind: UInt8 {
        switch self {
        case .file, .whiteout: TarHeader.Kind.file
        case .directory: TarHeader.Kind.directory
        case .link: TarHeader.Kind.link
        case .fifo: TarHeader.Kind.fifo
        case .device(let isBlock, _, _): isBlock ? TarHeader.Kind.block : TarHeader.Kind.character
        }
    }

    fileprivate var target: [UInt8] {
        if case .link(let target) = self { target } else { [] }
    }

    fileprivate var device: (major: UInt32, minor: UInt32) {
        if case .device(_, let major, let minor) = self { (major, minor) } else { (0, 0) }
    }

    var length: Int64 {
        if case .file(let content) = self { content.length } else { 0 }
    }
}
