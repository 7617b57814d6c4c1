extension FileTree {
    /// All of the tree with their paths from the root, which have no slash at either end: a directory before what it holds,
    /// names in their order.
    package var walk: TreeWalk { TreeWalk(top) }
}

package struct TreeWalk: Sequence, IteratorProtocol {
    /// A directory that is gone through.
    private struct Frame {
        let directory: Directory
        /// How much of the path is its own.
        let length: Int
        var next = 0
    }

    /// Something of the tree.
    package struct Step: Sendable {
        package let path: [UInt8]
        package let node: FileNode
        fileprivate let nameLength: Int

        package var name: [UInt8] { Array(path.suffix(nameLength)) }
    }

    private var frames: [Frame]
    private var path: [UInt8] = []

    init(_ top: Directory) {
        frames = [Frame(directory: top, length: 0)]
    }

    package mutating func next() -> Step? {
        while let last = frames.indices.last {
            guard frames[last].next < frames[last].directory.entries.count else {
                frames.removeLast()
                continue
            }
            let entry = frames[last].directory.entries[frames[last].next]
            frames[last].next += 1
            path.removeLast(path.count - frames[last].length)
            if !path.isEmpty { path.append(PathNames.slash) }
            path += entry.name
            if case .directory(let directory) = entry.node.kind {
                frames.append(Frame(directory: directory, length: path.count))
            }
            return Step(path: path, node: entry.node, nameLength: entry.name.count)
        }
        return nil
    }
}
