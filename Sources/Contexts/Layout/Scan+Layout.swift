internal import Host
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Scan {
    /// Puts what the layout has in the place of what was read of a directory.
    func applyLayout(to node: Node, _ arena: Arena) {
        guard let layout, let place = layout.find(Tree.path(of: nil, in: node)) else { return }
        lay(place, of: layout, in: node, arena)
        forgetSummary(node)
    }

    /// Makes all of a tree that is nowhere on the disk.
    func layAll(_ arena: Arena) {
        guard let layout else { return }
        let root = tree.root
        root.pointee.isFixed = true
        root.pointee.isListed = true
        if case .directory(let mode)? = layout.branches[Layout.root].file {
            _ = root.pointee.entry.pointee.update(NodeStatus(directoryWithMode: mode))
        }
        lay(Layout.root, of: layout, in: root, arena)
    }

    private func lay(_ start: Int, of layout: Layout, in top: Node, _ arena: Arena) {
        var rest = [(start, top)]
        while let (place, node) = rest.popLast() {
            let rows = rows(layout, place, node)
            replaceEntries(of: node, with: rows, arena)
            for row in rows {
                guard case .laid(let place, _) = row.origin, let entry = entry(row.name, in: node),
                    entry.pointee.kind == .directory
                else { continue }
                let child = arena.directory(Directory(entry: entry, parent: node))
                (child.pointee.isFixed, child.pointee.isListed) = (true, true)
                entry.pointee.directory = child
                rest.append((place, child))
            }
        }
    }

    /// What a directory is to hold.
    private struct Row {
        enum Origin {
            case disk(UnsafeMutablePointer<Entry>)
            case laid(Int, LaidFile)
        }

        let name: [UInt8]
        let origin: Origin
    }

    private func rows(_ layout: Layout, _ place: Int, _ node: Node) -> [Row] {
        var rows: [Row] = []
        let children = layout.branches[place].children
        for number in 0..<node.pointee.count {
            guard let entry = node.pointee.entries.map({ $0 + number }) else { break }
            let name = Array(node.pointee.name(of: entry))
            if children[name] == nil { rows.append(Row(name: name, origin: .disk(entry))) }
        }
        for (name, child) in children {
            if let origin = origin(layout, child, self.entry(name, in: node)) {
                rows.append(Row(name: name, origin: origin))
            }
        }
        return rows.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// A directory that is there stays as it is, and gets what is laid in it when it is read.
    private func origin(
        _ layout: Layout, _ place: Int, _ disk: UnsafeMutablePointer<Entry>?
    ) -> Row.Origin? {
        let branch = layout.branches[place]
        switch branch.file {
        case .absent?, nil:
            if branch.file == nil, let disk, disk.pointee.kind == .directory { return .disk(disk) }
            guard layout.hasFiles(below: place) else { return branch.file == nil ? disk.map { .disk($0) } : nil }
            return .laid(place, .directory(mode: 0o755))
        case .directory?:
            if let disk, disk.pointee.kind == .directory { return .disk(disk) }
            return branch.file.map { .laid(place, $0) }
        case let file?: return .laid(place, file)
        }
    }

    private func entry(_ name: [UInt8], in node: Node) -> UnsafeMutablePointer<Entry>? {
        name.withUnsafeBufferPointer { node.pointee.entry(named: $0) }
    }

    private func replaceEntries(of node: Node, with rows: [Row], _ arena: Arena) {
        let bytes = rows.reduce(0) { $0 + $1.name.count + 1 }
        var names = NameTable(arena.take(bytes).assumingMemoryBound(to: UInt8.self))
        for row in rows { row.name.withUnsafeBufferPointer { names.append($0, 0) } }
        var block = EntryBlock(names, in: arena)
        for (row, name) in zip(rows, names.rows) {
            switch row.origin {
            case .disk(let entry): block.append(Entry(entry.pointee, nameOffset: name.offset))
            case .laid(let place, let file):
                let origin = layout?.branches[place].origin
                block.append(Entry(file, origin, nameOffset: name.offset, nameLength: name.length, arena))
            }
        }
        block.replaceEntries(of: node)
    }
}

extension Layout {
    /// Whether anything is to be there below a place.
    func hasFiles(below place: Int) -> Bool {
        var rest = Array(branches[place].children.values)
        while let next = rest.popLast() {
            if let file = branches[next].file, file != .absent { return true }
            rest += branches[next].children.values
        }
        return false
    }
}

extension Entry {
    fileprivate init(_ file: LaidFile, _ origin: Int?, nameOffset: Int, nameLength: Int, _ arena: Arena) {
        self.init(nameOffset: nameOffset, nameLength: nameLength, kindBits: 0)
        var status = NodeStatus(inode: 0, device: 0, length: 0, modified: 0, changed: 0, mode: 0)
        switch file {
        case .file(let mode, _, let length): (status.mode, status.length) = (UInt32(S_IFREG) | mode & 0o7777, length)
        case .link(let target): (status.mode, status.length) = (UInt32(S_IFLNK) | 0o777, Int64(target.count))
        case .directory(let mode): status = NodeStatus(directoryWithMode: mode)
        case .fifo(let mode): status.mode = UInt32(S_IFIFO) | mode & 0o7777
        case .device(let mode, let isBlock, let major, let minor):
            status.mode = UInt32(isBlock ? S_IFBLK : S_IFCHR) | mode & 0o7777
            (status.major, status.minor) = (major, minor)
        case .absent: break
        }
        // A file that is not on the disk has its origin in the place of an inode.
        status.inode = UInt64(origin.map { $0 + 1 } ?? 0)
        _ = update(status)
        flags.insert(.fixed)
        if case .file(_, let content, _) = file { setDigest(Hash256(content), isDoubtful: false) }
        if case .link(let target) = file {
            target.withUnsafeBufferPointer { setTarget(arena.copy($0), isDoubtful: false) }
        }
    }
}

extension NodeStatus {
    fileprivate init(directoryWithMode mode: UInt32) {
        self.init(
            inode: 0, device: 0, length: 0, modified: 0, changed: 0, mode: UInt32(S_IFDIR) | mode & 0o7777)
    }
}
