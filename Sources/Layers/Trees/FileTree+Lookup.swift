/// Where a path of a tree leads.
package struct TreePlace: Sendable {
    /// The names from the root, without links on the way.
    package let names: [[UInt8]]
    package let node: FileNode

    package var path: [UInt8] { PathNames.join(names) }
}

extension FileTree {
    /// The root directory, of which nothing is known but what it holds.
    package var root: FileNode { FileNode(FileAttributes(mode: 0o755, modified: 0), .directory(top)) }

    /// What is at a path; nil where nothing is. Links are not followed, so nothing is behind one.
    package func node(at path: [UInt8]) -> FileNode? {
        var node = root
        for name in PathNames.lexical(path) {
            guard case .directory(let directory) = node.kind, let next = directory[name] else { return nil }
            node = next
        }
        if case .whiteout = node.kind { return nil }
        return node
    }

    /// What a path leads to, as for a process that has the tree as its root: links are followed, the last one unless
    /// `followsLast` is false, and lead nowhere out of it. Nil where nothing is, and where links go round in a circle.
    package func find(_ path: [UInt8], followsLast: Bool = true) -> TreePlace? {
        guard let walk = try? PathWalk(path, from: top, followsLast: followsLast, .system) else { return nil }
        return place(at: walk)
    }

    func place(at walk: PathWalk<Directory>) -> TreePlace? {
        guard let name = walk.names.last else { return TreePlace(names: [], node: root) }
        if case .nothing = walk.end { return nil }
        return walk.holder?[name].map { TreePlace(names: walk.names, node: $0) }
    }
}
