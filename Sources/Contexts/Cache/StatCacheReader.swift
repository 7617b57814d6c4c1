#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Makes a tree of what a stat cache holds. The bytes stay where they are: the entries in them are those of the tree.
/// Whoever may write to the home may write a file with a right checksum, so nothing in one is taken for granted that
/// could lead out of it.
struct StatCacheReader {
    private let header: StatCacheHeader
    private let entries: UnsafeMutablePointer<Entry>
    private let records: UnsafeRawBufferPointer
    private let names: UnsafeMutablePointer<UInt8>
    private let arena: Arena
    private var nodes: [Node] = []

    /// Nil where the bytes are no stat cache, or another root's. They are the arena's.
    static func tree(in bytes: UnsafeMutableRawBufferPointer, _ arena: Arena, of root: [UInt8]) -> Tree? {
        guard var reader = StatCacheReader(bytes, arena, root), let top = reader.read() else { return nil }
        return Tree(root: top, in: arena)
    }

    private init?(_ bytes: UnsafeMutableRawBufferPointer, _ arena: Arena, _ root: [UInt8]) {
        let all = UnsafeRawBufferPointer(bytes)
        guard let start = bytes.baseAddress, let header = StatCacheHeader(all, fileLength: all.count),
            header.entries > 0, header.directories > 0
        else { return nil }
        let seal = header.sealed { $0(UnsafeRawBufferPointer(rebasing: all[StatCacheHeader.length...])) }
        guard all[..<StatCacheHeader.length].elementsEqual(seal),
            all.suffix(header.rootBytes).elementsEqual(root)
        else { return nil }
        self.header = header
        self.arena = arena
        let recordsStart = StatCacheHeader.length + header.entries * StatCacheHeader.entryLength
        let namesStart = recordsStart + header.directories * StatCacheHeader.directoryLength
        entries = (start + StatCacheHeader.length).bindMemory(to: Entry.self, capacity: header.entries)
        records = UnsafeRawBufferPointer(rebasing: all[recordsStart..<namesStart])
        names = (start + namesStart).bindMemory(to: UInt8.self, capacity: max(header.nameBytes, 1))
    }

    /// The directories come in the order in which their entries do, so each has one parent, and each entry one
    /// directory.
    private mutating func read() -> Node? {
        guard entries.pointee.kind == .directory else { return nil }
        entries.pointee.flags.formIntersection(.kept)
        entries.pointee.reference = 0
        nodes = [arena.directory(Directory(entry: entries, parent: nil))]
        nodes.reserveCapacity(header.directories)
        var nextEntry = 1
        for number in 0..<header.directories {
            guard number < nodes.count, fill(nodes[number], number, &nextEntry) else { return nil }
        }
        return nextEntry == header.entries && nodes.count == header.directories ? nodes[0] : nil
    }

    private mutating func fill(_ node: Node, _ number: Int, _ nextEntry: inout Int) -> Bool {
        let length = StatCacheHeader.directoryLength
        let record = RecordReader(
            UnsafeRawBufferPointer(rebasing: records[(number * length)..<((number + 1) * length)]))
        let (first, count) = (Int(record.number32(4)), Int(record.number32(8)))
        let (nameStart, nameBytes) = (Int(clamping: record.number64(16)), Int(clamping: record.number64(24)))
        guard entries + Int(record.number32(0)) == node.pointee.entry, first == nextEntry,
            count <= header.entries - nextEntry, nameStart <= header.nameBytes,
            nameBytes <= header.nameBytes - nameStart
        else { return false }
        nextEntry += count
        (node.pointee.entries, node.pointee.count) = (entries + first, count)
        (node.pointee.names, node.pointee.nameBytes) = (UnsafePointer(names + nameStart), nameBytes)
        node.pointee.isDoubtful = record.number32(12) & 1 != 0
        node.pointee.hasSummary = record.number32(12) & 2 != 0
        node.pointee.stamp = Directory.Stamp(
            device: record.number64(32), inode: record.number64(40), modified: record.signed64(48),
            changed: record.signed64(56))
        node.pointee.summary = Directory.Summary(
            contents: record.hash(64), files: record.signed64(96), bytes: record.signed64(104),
            permissions: record.permissions(112))
        guard node.pointee.summary.files >= 0, node.pointee.summary.bytes >= 0 else { return false }
        return (0..<count).allSatisfy { connect(entries + first + $0, in: node) && isInOrder(first + $0, in: node) }
    }

    /// Whether an entry has a name that one may have, which comes after that of the entry before it.
    private func isInOrder(_ number: Int, in node: Node) -> Bool {
        let entry = entries + number
        let name = node.pointee.name(of: entry)
        guard let start = name.baseAddress, start[name.count] == 0, memchr(start, 0, name.count) == nil,
            memchr(start, Int32(UInt8(ascii: "/")), name.count) == nil
        else { return false }
        let dot = UInt8(ascii: ".")
        if start[0] == dot, name.count == 1 || name.count == 2 && start[1] == dot { return false }
        return entry == node.pointee.entries || ByteOrder.compare(node.pointee.name(of: entry - 1), name) < 0
    }

    /// Puts pointers where the disk has numbers. False where these lead nowhere.
    private mutating func connect(_ entry: UnsafeMutablePointer<Entry>, in node: Node) -> Bool {
        entry.pointee.flags.formIntersection(.kept)
        let (offset, length) = (Int(entry.pointee.nameOffset), Int(entry.pointee.nameLength))
        guard offset + length < node.pointee.nameBytes, length > 0 else { return false }
        let reference = entry.pointee.reference
        switch entry.pointee.kind {
        case .directory where reference != 0:
            guard reference == UInt64(nodes.count) + 1, nodes.count < header.directories else { return false }
            let child = arena.directory(Directory(entry: entry, parent: node))
            nodes.append(child)
            entry.pointee.directory = child
        case .link where reference != 0:
            guard let names = node.pointee.names, let target = Int(exactly: reference), target < node.pointee.nameBytes,
                Int(entry.pointee.targetLength) < node.pointee.nameBytes - target
            else { return false }
            entry.pointee.setTarget(
                UnsafeBufferPointer(start: names + target, count: Int(entry.pointee.targetLength)))
        default: entry.pointee.reference = 0
        }
        return true
    }
}
