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
        if take(names, in: node, arena) { forgetSummary(node) }
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

    /// Gives a directory a new block of entries, which keep what is known under their names. Returns whether they
    /// differ.
    private func take(_ list: borrowing NameList, in node: Node, _ arena: Arena) -> Bool {
        let bytes = arena.take(list.nameBytes).assumingMemoryBound(to: UInt8.self)
        var names = NameTable(bytes)
        list.forEach { name, kind in names.append(name, kind) }
        names.sort()
        var block = EntryBlock(names, in: arena)
        var isSame = node.pointee.entries != nil && names.count == node.pointee.count
        for name in names.rows {
            if let old = node.pointee.entry(named: names[name]),
                name.kind == 0 || name.kind == old.pointee.mode & 0o170000
            {
                var kept = Entry(old.pointee, nameOffset: name.offset)
                kept.flags.subtract(.gone)
                block.append(kept)
            } else {
                block.append(Entry(nameOffset: name.offset, nameLength: name.length, kindBits: name.kind))
                isSame = false
            }
        }
        block.replaceEntries(of: node)
        return !isSame
    }
}
