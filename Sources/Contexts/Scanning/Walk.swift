internal import Host

/// Learns all that a selection has to know of some entries and of what is below them: status, targets of links, digests
/// of files. Leaves in the flags of each entry what the view makes of it.
enum Walk {
    static func run(_ scan: Scan, _ tasks: [WorkStack.Task], threads: Int = Crew.standardCount) throws(ContextFault) {
        let stack = WorkStack(tasks)
        let walker = Walker(scan, stack, scan.tree.arena)
        walker.work(until: { threads > 1 && walker.isLongWork })
        // Threads cost more than a small tree does.
        if stack.count > 0 {
            let others = (1..<threads).map { _ in Walker(scan, stack, scan.tree.newArena()) }
            Crew.run(threads) { number in
                (number == 0 ? walker : others[number - 1]).work(until: { false })
            }
            for other in others { scan.figures += other.figures }
        }
        scan.figures += walker.figures
        try stack.finish()
    }
}

/// What one thread of a walk has for itself.
// @unchecked: one thread at a time has it.
final class Walker: @unchecked Sendable {
    let scan: Scan
    let stack: WorkStack
    let arena: Arena
    var figures = ScanFigures()
    /// What was opened last by its way from the top.
    var trail = Trail()
    private(set) lazy var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 4096)
    private var hasBuffer = false

    init(_ scan: Scan, _ stack: WorkStack, _ arena: Arena) {
        self.scan = scan
        self.stack = stack
        self.arena = arena
    }

    deinit {
        if hasBuffer { buffer.deallocate() }
    }

    func readingBuffer() -> UnsafeMutableRawBufferPointer {
        hasBuffer = true
        return buffer
    }

    /// So much was done that the rest is worth more threads, and there is a rest to share.
    var isLongWork: Bool {
        (figures.looked >= 256 || figures.hashedBytes >= 1 << 18) && stack.count >= 2
    }

    /// Works until nothing is left, or until `enough` says so.
    func work(until enough: () -> Bool) {
        while !enough(), let task = stack.take() {
            do throws(ContextFault) {
                if Interruption.isRequested { throw .interrupted }
                try perform(task)
            } catch {
                stack.fail(error)
            }
            stack.done()
        }
    }

    private func perform(_ task: WorkStack.Task) throws(ContextFault) {
        switch task {
        case .directory(let node, let parent, let view): try enter(node, in: parent, view)
        case .slice(let node, let handle, let range, let view): try look(at: node, handle, range, view)
        case .file(let node, let handle, let entry): try hash(entry, in: node, handle)
        }
    }
}
