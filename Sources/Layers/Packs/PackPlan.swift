internal import Host

/// Where everything of a pack goes, known before a byte of it is.
struct PackPlan {
    struct Entry {
        /// Without a slash at its end.
        let path: [UInt8]
        let node: FileNode
        /// The entry that has the content, where this is one more name for it.
        let first: Int?
        let offset: Int64
        let contentOffset: Int64

        var length: Int64 { node.kind.length }
        /// Where the next entry begins.
        var end: Int64 { contentOffset + (first == nil ? TarHeader.padded(length) : 0) }
    }

    private(set) var entries: [Entry] = []
    /// For each node of the tree, in pre-order, which entry it is; none for what the pack does not tell of.
    private(set) var places: [Int?] = []

    private var path: [UInt8] = []
    private var lengths: [Int] = []
    private var numbered: [Int: Int] = [:]

    init(_ tree: FileTree) throws(LayerFault) {
        if tree.top.isOpaque { addMark(Self.opaqueMark) }
        for step in TreeSteps(tree) {
            switch step {
            case .entry(let entry): try add(entry)
            case .end: leave()
            }
        }
    }

    /// Where the entries end, and the end mark begins.
    var end: Int64 { entries.last?.end ?? 0 }
    var length: Int64 { end + Int64(TarHeader.endLength) }

    private static let opaqueMark = Array(".wh..wh..opq".utf8)
    private static let whiteoutMark = Array(".wh.".utf8)
    private static let slash = UInt8(ascii: "/")

    private mutating func add(_ entry: Directory.Entry) throws(LayerFault) {
        switch entry.node.kind {
        case .directory(let directory):
            enter(entry.name)
            guard lengths.count <= FileTreeBuilder.greatestDepth else {
                throw .tooDeep(Path(bytes: path), limit: FileTreeBuilder.greatestDepth)
            }
            places.append(directory.isImplied ? nil : entries.count)
            if !directory.isImplied { append(path, entry.node) }
            if directory.isOpaque { addMark(Self.opaqueMark) }
        case .whiteout:
            places.append(nil)
            addMark(Self.whiteoutMark + entry.name)
        case .file(let content):
            places.append(entries.count)
            let first = content.identity.flatMap { numbered[$0] }
            if first == nil, let number = content.identity { numbered[number] = entries.count }
            append(full(entry.name), entry.node, first: first)
        case .link, .fifo, .device:
            places.append(entries.count)
            append(full(entry.name), entry.node)
        }
    }

    private mutating func addMark(_ name: [UInt8]) {
        append(full(name), FileNode(FileAttributes(mode: 0, modified: 0), .whiteout))
    }

    private mutating func append(_ path: [UInt8], _ node: FileNode, first: Int? = nil) {
        let offset = end
        let header = TarHeader(path: path, node, linkedTo: first.map { entries[$0].path })
        entries.append(
            Entry(path: path, node: node, first: first, offset: offset, contentOffset: offset + Int64(header.length)))
    }

    private func full(_ name: [UInt8]) -> [UInt8] { path.isEmpty ? name : path + [Self.slash] + name }

    private mutating func enter(_ name: [UInt8]) {
        lengths.append(path.count)
        if !path.isEmpty { path.append(Self.slash) }
        path += name
    }

    private mutating func leave() {
        if let length = lengths.popLast() { path.removeLast(path.count - length) }
    }
}
