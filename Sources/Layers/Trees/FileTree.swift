/// Files by their names: those of one layer, or of a whole root file system. A value: changing one makes a new one, which shares
/// with the old what is the same. Nothing is known of the root directory itself, which no layer records.
package struct FileTree: Sendable {
    package var top: Directory

    package init(_ top: Directory = Directory()) {
        self.top = top
    }
}

/// What a directory holds, in the order of names, byte by byte.
package final class Directory: Sendable {
    package let entries: [Entry]
    /// In a layer: nothing of what is below it in this directory shows.
    package let isOpaque: Bool
    /// In a layer: it says nothing of the directory itself, whose attributes are those that a lower layer gives it.
    package let isImplied: Bool
    /// Whether it can lie over nothing as it is: nowhere in it is anything that is meant for what is below.
    let isPlain: Bool

    package struct Entry: Sendable {
        package let name: [UInt8]
        package let node: FileNode

        package init(_ name: [UInt8], _ node: FileNode) {
            self.name = name
            self.node = node
        }
    }

    /// `entries` are in the order of their names, each once.
    package init(_ entries: [Entry] = [], isOpaque: Bool = false, isImplied: Bool = false) {
        self.entries = entries
        self.isOpaque = isOpaque
        self.isImplied = isImplied
        isPlain = !isOpaque && !isImplied && entries.allSatisfy(\.node.isPlain)
    }
}

extension FileNode {
    fileprivate var isPlain: Bool {
        switch kind {
        case .directory(let directory): directory.isPlain
        case .whiteout: false
        case .file, .link, .fifo, .device: true
        }
    }
}
