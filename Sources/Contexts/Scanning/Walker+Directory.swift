internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Walker {
    /// Reads a directory's names, where that is due, and looks at what it holds.
    func enter(_ node: Node, in parent: Handle?, _ view: View) throws(ContextFault) {
        if node.pointee.isFixed { return try look(at: node, nil, 0..<node.pointee.count, view) }
        guard let handle = try open(node, in: parent) else { return }
        try list(node, handle)
        try look(at: node, handle, 0..<node.pointee.count, view)
    }

    func list(_ node: Node, _ handle: Handle) throws(ContextFault) {
        do throws(SystemError) {
            if try scan.list(node, handle, arena) { figures.listed += 1 }
        } catch {
            throw scan.fault(error, nil, in: node)
        }
    }

    /// Nil when the directory is gone. One that was entered before may be in an answer, and no other may say that it is
    /// not there.
    private func open(_ node: Node, in parent: Handle?) throws(ContextFault) -> Handle? {
        guard let above = node.pointee.parent else { return try scan.rootHandle() }
        let parent = if let parent { parent } else { try scan.open(above, &trail) }
        do throws(SystemError) {
            return try scan.open(node, in: parent)
        } catch {
            guard error.code == .notFound, !node.pointee.isListed else { throw scan.fault(opening: node, error) }
            lose(node.pointee.entry, of: above)
            return nil
        }
    }

    /// Takes note that an entry is no longer there: as if it had never been listed.
    func lose(_ entry: UnsafeMutablePointer<Entry>, of node: Node) {
        entry.pointee.flags.insert(.gone)
        scan.forgetSummary(node, isDoubtful: true)
    }

    private static let sliceLength = 1024

    /// Looks at some entries of a directory, and leaves directories among them, and most of a long row, for later.
    func look(at node: Node, _ handle: Handle?, _ range: Range<Int>, _ view: View) throws(ContextFault) {
        guard let entries = node.pointee.entries, !range.isEmpty else { return }
        let now = range.prefix(Self.sliceLength)
        if now.count < range.count {
            let rest = stride(from: now.endIndex, to: range.upperBound, by: Self.sliceLength)
            stack.push(rest.map { .slice(node, handle, $0..<min($0 + Self.sliceLength, range.upperBound), view) })
        }
        var judge = Judge(view)
        var later: [WorkStack.Task] = []
        for number in now {
            let entry = entries + number
            let name = node.pointee.name(of: entry)
            entry.pointee.flags.subtract(.viewed)
            if !view.isWhole { entry.pointee.flags.formUnion(judge.judge(name)) }
            let isLeftOut = entry.pointee.has([.ignored, .dropped])
            if isLeftOut, entry.pointee.kind != .directory, entry.pointee.kind != .unknown { continue }
            guard try see(entry, in: node, handle) else { continue }
            guard entry.pointee.kind == .directory else {
                if !isLeftOut { try learn(entry, in: node, handle, &later) }
                continue
            }
            guard let inner = view.isWhole ? .whole : judge.inside(name) else {
                entry.pointee.flags.insert(.closed)
                continue
            }
            if inner.isWhole { entry.pointee.flags.insert(.whole) }
            let child = directory(entry, in: node)
            if inner.isWhole, child.pointee.isWalked { continue }
            later.append(.directory(child, in: scan.hasManyOpen ? nil : handle, inner))
        }
        stack.push(later)
    }

    /// The directory that an entry is.
    func directory(_ entry: UnsafeMutablePointer<Entry>, in node: Node?) -> Node {
        guard let node else { return scan.tree.root }
        if let known = entry.pointee.directory { return known }
        let new = arena.directory(Directory(entry: entry, parent: node))
        entry.pointee.directory = new
        return new
    }

    /// Brings an entry's status to this run's. False when it is gone.
    func see(_ entry: UnsafeMutablePointer<Entry>, in node: Node, _ handle: Handle?) throws(ContextFault) -> Bool {
        guard !entry.pointee.has(.current), let handle else { return !entry.pointee.has(.gone) }
        figures.looked += 1
        do throws(SystemError) {
            let status = try scan.system.status(node.pointee.cName(of: entry), in: handle.descriptor)
            if entry.pointee.update(status) { scan.forgetSummary(node) }
            return true
        } catch {
            guard error.code == .notFound else { throw scan.fault(error, entry, in: node) }
            entry.pointee.flags.insert(.current)
            lose(entry, of: node)
            return false
        }
    }

    /// Learns what there is to a file or link beside its status, now or, when that takes long, later.
    private func learn(
        _ entry: UnsafeMutablePointer<Entry>, in node: Node, _ handle: Handle?, _ later: inout [WorkStack.Task]
    ) throws(ContextFault) {
        guard let handle, !entry.pointee.has(.fixed) else { return }
        switch entry.pointee.kind {
        case .link: try readTarget(entry, in: node, handle)
        case .file:
            if entry.pointee.isRemembered, isConfirmed(entry, in: node, handle) {
                note(entry)
            } else if entry.pointee.length > Self.longFile {
                later.append(.file(node, handle, entry))
            } else {
                try hash(entry, in: node, handle)
            }
        default: break
        }
    }

    private static let longFile: Int64 = 1 << 18
}
