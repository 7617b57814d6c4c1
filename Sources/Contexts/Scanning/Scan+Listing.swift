internal import Host

extension Scan {
    /// Sees to it that the names of a directory are of this run. They are read only where they may have changed.
    func list(_ node: Node, _ handle: Handle, _ arena: Arena) throws(SystemError) -> Bool {
        if node.pointee.isListed { return false }
        let isRead = try listDisk(node, handle, arena)
        applyLayout(to: node, arena)
        return isRead
    }

    private func listDisk(_ node: Node, _ handle: Handle, _ arena: Arena) throws(SystemError) -> Bool {
        let moment = system.now()
        let status = try system.status(handle.descriptor)
        if node.pointee.entry.pointee.update(status) { forgetSummary(node.pointee.parent ?? node) }
        let volume = volumeKind(status.device, handle.descriptor)
        let isLocal = volume == .local
        node.pointee.isRemote = volume == .remote
        let stamp = Directory.Stamp(status)
        node.pointee.isListed = true
        if isLocal, node.pointee.entries != nil, !node.pointee.isDoubtful, node.pointee.stamp == stamp { return false }
        let names = try readNames(handle, node)
        if replaceEntries(of: node, with: names, arena) { forgetSummary(node) }
        let isDoubtful =
            !isLocal || Grain(isLocal: true, tick: system.tick).leavesDoubt(status.modified, status.changed, at: moment)
        if node.pointee.stamp != stamp || node.pointee.isDoubtful != isDoubtful { noteNews() }
        (node.pointee.stamp, node.pointee.isDoubtful) = (stamp, isDoubtful)
        return true
    }

    private func readNames(_ handle: Handle, _ node: Node) throws(SystemError) -> NameList {
        do throws(SystemError) {
            return try system.names(in: handle.descriptor)
        } catch {
            node.pointee.isListed = false
            throw error
        }
    }

    /// Gives a directory a new block of entries, which keep what is known under their names. Returns whether they differ.
    private func replaceEntries(of node: Node, with list: borrowing NameList, _ arena: Arena) -> Bool {
        let bytes = arena.take(list.nameBytes).assumingMemoryBound(to: UInt8.self)
        var names = NameTable(bytes)
        list.forEach { name, kind in names.append(name, kind) }
        names.sort()
        let entries = arena.entries(names.count)
        var isSame = node.pointee.entries != nil && names.count == node.pointee.count
        for (number, name) in names.rows.enumerated() {
            let place = entries + number
            if let old = node.pointee.entry(named: names[name]),
                name.kind == 0 || name.kind == old.pointee.mode & 0o170000
            {
                place.initialize(to: Entry(old.pointee, nameOffset: name.offset))
                place.pointee.flags.subtract(.gone)
                place.pointee.directory?.pointee.entry = place
            } else {
                place.initialize(to: Entry(nameOffset: name.offset, nameLength: name.length, kindBits: name.kind))
                isSame = false
            }
        }
        (node.pointee.entries, node.pointee.count) = (entries, names.count)
        (node.pointee.names, node.pointee.nameBytes) = (UnsafePointer(bytes), names.byteCount)
        return !isSame
    }
}

/// Names on their way to become entries.
struct NameTable {
    struct Row {
        let offset: Int
        let length: Int
        let kind: UInt32
    }

    private(set) var rows: [Row] = []
    private(set) var byteCount = 0
    private let bytes: UnsafeMutablePointer<UInt8>

    /// The names come to lie in `bytes`, each with a NUL behind it.
    init(_ bytes: UnsafeMutablePointer<UInt8>) {
        self.bytes = bytes
    }

    var count: Int { rows.count }

    subscript(row: Row) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes + row.offset, count: row.length)
    }

    mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ kind: UInt32) {
        guard let start = name.baseAddress else { return }
        (bytes + byteCount).update(from: start, count: name.count)
        bytes[byteCount + name.count] = 0
        rows.append(Row(offset: byteCount, length: name.count, kind: kind))
        byteCount += name.count + 1
    }

    mutating func sort() {
        let bytes = UnsafePointer(bytes)
        rows.sort { left, right in
            ByteOrder.compare(
                UnsafeBufferPointer(start: bytes + left.offset, count: left.length),
                UnsafeBufferPointer(start: bytes + right.offset, count: right.length)) < 0
        }
    }
}
