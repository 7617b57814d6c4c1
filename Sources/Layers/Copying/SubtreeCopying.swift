/// Copies what goes where nothing is, and so can meet nothing: all of a directory at once. What a copy does not change is shared.
struct SubtreeCopying {
    private let attributes: CopiedAttributes
    private(set) var numbers: LinkNumbers

    init(_ attributes: CopiedAttributes, firstNumber: Int) {
        self.attributes = attributes
        numbers = LinkNumbers(from: firstNumber)
    }

    /// What is no directory, or a directory with all that is in it. `depth` is that of what holds it.
    mutating func copy(_ node: FileNode, depth: Int) throws(CopyFault) -> FileNode {
        try copied(node, depth: depth) ?? node
    }

    /// Nil when it is the same. No deeper than trees are.
    private mutating func copied(_ node: FileNode, depth: Int) throws(CopyFault) -> FileNode? {
        let new = attributes(node)
        let kind: FileNode.Kind?
        switch node.kind {
        case .directory(let directory): kind = try copied(directory, depth: depth + 1).map { .directory($0) }
        case .file(let content): kind = content.identity == nil ? nil : numbers.renumber(node.kind)
        case .link, .fifo, .device, .whiteout: kind = nil
        }
        if kind == nil, new == node.attributes { return nil }
        return FileNode(new, kind ?? node.kind)
    }

    private mutating func copied(_ directory: Directory, depth: Int) throws(CopyFault) -> Directory? {
        guard depth <= FileTreeBuilder.greatestDepth else { throw .tooDeep(limit: FileTreeBuilder.greatestDepth) }
        var entries: [Directory.Entry]?
        for (place, entry) in directory.entries.enumerated() {
            guard let new = try copied(entry.node, depth: depth) else {
                entries?.append(entry)
                continue
            }
            if entries == nil {
                entries = []
                entries?.reserveCapacity(directory.entries.count)
                entries?.append(contentsOf: directory.entries[..<place])
            }
            entries?.append(Directory.Entry(entry.name, new))
        }
        return entries.map { Directory($0) }
    }
}
