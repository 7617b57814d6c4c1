/// A tree in the making, whose entries come in pre-order.
struct TreeAssembly {
    private var open: [(name: [UInt8], attributes: FileAttributes, isOpaque: Bool, isImplied: Bool)] = []
    private var entries: [[Directory.Entry]] = [[]]
    private let isOpaque: Bool

    init(isOpaque: Bool) {
        self.isOpaque = isOpaque
    }

    var depth: Int { open.count }
    var lastName: [UInt8]? { entries[entries.count - 1].last?.name }

    /// Whatever is no directory.
    mutating func add(_ name: [UInt8], _ node: FileNode) {
        entries[entries.count - 1].append(Directory.Entry(name, node))
    }

    mutating func begin(_ name: [UInt8], _ attributes: FileAttributes, isOpaque: Bool, isImplied: Bool) {
        open.append((name, attributes, isOpaque, isImplied))
        entries.append([])
    }

    /// Ends the directory that is open; with none open the tree is done, and returned.
    mutating func end() -> FileTree? {
        guard let inner = entries.popLast() else { return nil }
        guard let (name, attributes, isOpaque, isImplied) = open.popLast() else {
            return FileTree(Directory(inner, isOpaque: self.isOpaque))
        }
        let directory = Directory(inner, isOpaque: isOpaque, isImplied: isImplied)
        add(name, FileNode(attributes, .directory(directory)))
        return nil
    }
}
