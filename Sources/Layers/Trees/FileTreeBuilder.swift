/// A tree in the making: nodes are put at paths, in any order, and each costs no more than its path is long.
package struct FileTreeBuilder {
    /// A directory that may still change.
    private struct Folder {
        var slots: [[UInt8]: Slot] = [:]
        var isOpaque = false
        var isImplied = false
    }

    fileprivate enum Slot {
        case node(FileNode)
        case folder(Int, FileAttributes)
    }

    private var folders = [Folder()]
    /// The directory that the last path was in: the next one is likely to be in it, too.
    private var lastParent: (path: [UInt8], folder: Int) = ([], 0)

    /// A bound for whoever goes down a tree and holds something for each step.
    package static let greatestDepth = 1000

    package init(_ tree: FileTree = FileTree()) {
        folders[0] = Self.folder(tree.top)
    }

    /// Puts a node in the place of what is there. A directory over a directory keeps what that holds, and adds what it
    /// holds itself, in the place of what has the same names; an implied one leaves the attributes as they are. Directories that the path leads through are made as implied
    /// ones; `..` takes back the name before it, and no link is followed. Throws where the path leads through what is no
    /// directory.
    package mutating func put(_ path: [UInt8], _ node: FileNode) throws(CopyFault) {
        let names = PathNames.lexical(path)
        guard let name = names.last else { return }
        let parent = try folder(holding: names)
        guard case .directory(let directory) = node.kind, let old = folders[parent].slots[name], old.isDirectory else {
            if folders[parent].slots.updateValue(.node(node), forKey: name)?.isDirectory == true {
                lastParent = ([], 0)
            }
            return
        }
        let number = open(name, in: parent)
        if !directory.isImplied {
            folders[parent].slots[name] = .folder(number, node.attributes)
            folders[number].isImplied = false
        }
        if directory.isOpaque { folders[number].isOpaque = true }
        for entry in directory.entries { folders[number].slots[entry.name] = .node(entry.node) }
    }

    /// Of a layer: from now on nothing of what is below it shows in a directory, which is made where it is not there.
    package mutating func makeOpaque(_ path: [UInt8]) throws(CopyFault) {
        let number = try folder(holding: PathNames.lexical(path) + [[]])
        folders[number].isOpaque = true
    }

    package mutating func remove(_ path: [UInt8]) {
        let names = PathNames.lexical(path)
        guard let name = names.last, let parent = try? folder(holding: names, isMaking: false) else { return }
        folders[parent].slots[name] = nil
        lastParent = ([], 0)
    }

    /// What was put at a path; of a directory without what it holds.
    package mutating func node(at path: [UInt8]) -> FileNode? {
        let names = PathNames.lexical(path)
        guard let name = names.last, let parent = try? folder(holding: names, isMaking: false) else { return nil }
        switch folders[parent].slots[name] {
        case .node(let node)?: return node
        case .folder(let number, let attributes)?:
            let folder = folders[number]
            let directory = Directory(isOpaque: folder.isOpaque, isImplied: folder.isImplied)
            return FileNode(attributes, .directory(directory))
        case nil: return nil
        }
    }

    /// What was put so far.
    package func tree() -> FileTree {
        var built: [Directory] = Array(repeating: Directory(), count: folders.count)
        // What is in a directory was opened after it.
        for number in folders.indices.reversed() {
            let slots = folders[number].slots.sorted { ByteOrder.compare($0.key, $1.key) < 0 }
            let entries = slots.map { name, slot in
                switch slot {
                case .node(let node): Directory.Entry(name, node)
                case .folder(let inner, let attributes):
                    Directory.Entry(name, FileNode(attributes, .directory(built[inner])))
                }
            }
            built[number] = Directory(
                entries, isOpaque: folders[number].isOpaque, isImplied: folders[number].isImplied)
        }
        return FileTree(built[0])
    }

    /// The directory for the last of the names.
    private mutating func folder(holding names: [[UInt8]], isMaking: Bool = true) throws(CopyFault) -> Int {
        guard names.count <= Self.greatestDepth else { throw .tooDeep(limit: Self.greatestDepth) }
        let path = PathNames.join(names.dropLast())
        if path == lastParent.path { return lastParent.folder }
        var number = 0
        for (level, name) in names.dropLast().enumerated() {
            switch folders[number].slots[name] {
            case .folder(let inner, _)?: number = inner
            case .node(let node)? where node.isDirectory: number = open(name, in: number)
            case .node?: throw .notDirectory(PathNames.shown(Array(names[...level])))
            case nil:
                guard isMaking else { throw .notDirectory(PathNames.shown(Array(names[...level]))) }
                folders[number].slots[name] = .node(FileNode(.implied, .directory(Directory(isImplied: true))))
                number = open(name, in: number)
            }
        }
        lastParent = (path, number)
        return number
    }

    /// Makes a directory one that may change.
    private mutating func open(_ name: [UInt8], in parent: Int) -> Int {
        switch folders[parent].slots[name] {
        case .folder(let number, _)?: return number
        case .node(let node)?:
            guard case .directory(let directory) = node.kind else { return parent }
            folders.append(Self.folder(directory))
            folders[parent].slots[name] = .folder(folders.count - 1, node.attributes)
            return folders.count - 1
        case nil: return parent
        }
    }

    private static func folder(_ directory: Directory) -> Folder {
        var folder = Folder(isOpaque: directory.isOpaque, isImplied: directory.isImplied)
        folder.slots.reserveCapacity(directory.entries.count)
        for entry in directory.entries { folder.slots[entry.name] = .node(entry.node) }
        return folder
    }
}

extension FileTreeBuilder.Slot {
    fileprivate var isDirectory: Bool {
        switch self {
        case .folder: true
        case .node(let node): node.isDirectory
        }
    }
}
