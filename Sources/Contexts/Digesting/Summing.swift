internal import Hashing

/// Sums up directories from the bottom to the top, after a walk has seen all that is needed. What has its sum already
/// is not entered again.
struct Summing {
    /// A directory whose entries are being gone through.
    private struct Frame {
        let node: Node
        /// Nothing of it can be dropped, so that its sum is worth keeping.
        let isWhole: Bool
        var next = 0
        var record = FileRecord(tag: FileRecord.contentsTag)
        var files: Int64 = 0
        var bytes: Int64 = 0
        var permissions = Permissions()
        /// Something in it is visible to .dockerignore, or kept.
        var hasVisible = false
        var hasKept = false

        init(_ node: Node, isWhole: Bool) {
            self.node = node
            self.isWhole = isWhole
        }

        /// Files without content may be as long as numbers go, and a stat cache may say anything.
        mutating func count(files: Int64, bytes: Int64) {
            self.files.add(files)
            self.bytes.add(bytes)
        }
    }

    /// What a view shows of a directory.
    struct Sum {
        var summary: Directory.Summary
        /// Whether .dockerignore leaves anything in it.
        var hasVisible: Bool
        var hasKept: Bool
    }

    private var frames: [Frame] = []
    private var result: Sum?

    static func sum(of node: Node, isWhole: Bool) -> Sum {
        var summing = Summing()
        summing.begin(node, isWhole: isWhole)
        while summing.result == nil {
            if summing.isAtEnd { summing.end() } else { summing.step() }
        }
        return summing.result ?? Sum(summary: .init(), hasVisible: false, hasKept: false)
    }

    private var isAtEnd: Bool {
        guard let last = frames.indices.last else { return true }
        return frames[last].next >= frames[last].node.pointee.count
    }

    private mutating func begin(_ node: Node, isWhole: Bool) {
        if isWhole, node.pointee.hasSummary {
            node.pointee.isWalked = true
            deliver(Sum(summary: node.pointee.summary, hasVisible: true, hasKept: true), of: node)
        } else {
            frames.append(Frame(node, isWhole: isWhole))
        }
    }

    /// Goes through entries up to the next directory.
    private mutating func step() {
        let last = frames.count - 1
        let node = frames[last].node
        guard let entries = node.pointee.entries else {
            frames[last].next = node.pointee.count
            return
        }
        while frames[last].next < node.pointee.count {
            let entry = entries + frames[last].next
            frames[last].next += 1
            if entry.pointee.has(.gone) { continue }
            // What an earlier view left in the flags is nothing to one that shows all.
            let isWhole = frames[last].isWhole
            if entry.pointee.kind == .directory, isWhole || !entry.pointee.has(.closed),
                let inner = entry.pointee.directory
            {
                return begin(inner, isWhole: isWhole || entry.pointee.has(.whole))
            }
            take(entry, in: node, last)
        }
    }

    /// Adds what is no directory, or is one that nobody went into.
    private mutating func take(_ entry: UnsafeMutablePointer<Entry>, in node: Node, _ last: Int) {
        let isWhole = frames[last].isWhole
        if isWhole || !entry.pointee.has(.ignored) { frames[last].hasVisible = true }
        if !isWhole, entry.pointee.has([.ignored, .dropped]) { return }
        add(entry, in: node, last, Directory.Summary(contents: Self.nothing))
        if entry.pointee.kind != .directory {
            frames[last].count(files: 1, bytes: entry.pointee.kind == .file ? entry.pointee.length : 0)
        }
    }

    /// The contents digest of an empty directory.
    private static let nothing = Hash256(ContentHash.digest(of: FileRecord.contentsTag))

    private mutating func add(
        _ entry: UnsafeMutablePointer<Entry>, in node: Node, _ last: Int, _ summary: Directory.Summary
    ) {
        frames[last].hasKept = true
        frames[last].record.append(name: node.pointee.name(of: entry))
        frames[last].record.append(entry.pointee, contents: summary.contents)
        frames[last].count(files: summary.files, bytes: summary.bytes)
        frames[last].permissions.count(entry.pointee)
        frames[last].permissions += summary.permissions
    }

    private mutating func end() {
        guard let frame = frames.popLast() else { return }
        let contents = Hash256(ContentHash.digest(of: frame.record.bytes))
        let summary = Directory.Summary(
            contents: contents, files: frame.files, bytes: frame.bytes, permissions: frame.permissions)
        if frame.isWhole {
            frame.node.pointee.summary = summary
            frame.node.pointee.hasSummary = true
            frame.node.pointee.isWalked = true
        }
        deliver(Sum(summary: summary, hasVisible: frame.hasVisible, hasKept: frame.hasKept), of: frame.node)
    }

    /// Hands a directory's sum to the one above.
    private mutating func deliver(_ sum: Sum, of node: Node) {
        guard !frames.isEmpty, let parent = node.pointee.parent else {
            result = sum
            return
        }
        let last = frames.count - 1
        let entry = node.pointee.entry
        let isWhole = frames[last].isWhole
        let isVisible = isWhole || !entry.pointee.has(.ignored) || sum.hasVisible
        let isKept = isVisible && (isWhole || !entry.pointee.has(.dropped)) || sum.hasKept
        if isVisible { frames[last].hasVisible = true }
        if isKept { add(entry, in: parent, last, sum.summary) }
    }
}
