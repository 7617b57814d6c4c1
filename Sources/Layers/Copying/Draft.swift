/// A layer in the making over what is below it: shows both as one, and remembers what is new.
final class Draft {
    /// A directory of a draft.
    final class Folder {
        private let below: Directory?
        /// Whether `below` is new itself: it was put here as a whole.
        private let isNew: Bool
        fileprivate var changes: [[UInt8]: Change] = [:]
        fileprivate var attributes: FileAttributes
        /// Whether the layer has it: it is new, or it or something in it was changed.
        fileprivate var isChanged: Bool
        /// It has taken the place of a directory that does not show any more.
        fileprivate let isOpaque: Bool
        let depth: Int

        fileprivate init(
            _ attributes: FileAttributes, over below: Directory?, isNew: Bool = false, isOpaque: Bool = false,
            depth: Int
        ) {
            (self.attributes, self.below, self.isNew) = (attributes, below, isNew)
            (self.isOpaque, self.depth) = (isOpaque, depth)
            isChanged = isNew
        }
    }

    /// What a layer does to a name.
    fileprivate enum Change {
        case node(FileNode)
        case folder(Folder)
    }

    let root: Folder

    init(over below: FileTree?) {
        root = Folder(FileAttributes(mode: 0o755, modified: 0), over: below?.top, depth: 0)
    }
}

extension Draft.Folder {
    /// What is there; of a directory nothing but that it is one.
    enum Content {
        case nothing
        case directory(Draft.Folder)
        case other(FileNode)
    }

    /// What has that name. A directory is ready to be changed, and is no change for that.
    subscript(name: [UInt8]) -> Content {
        switch changes[name] {
        case .node(let node)?:
            guard let directory = node.directory else { return .other(node) }
            return .directory(open(name, node, directory, isNew: true))
        case .folder(let folder)?: return .directory(folder)
        case nil: break
        }
        guard let node = below?[name] else { return .nothing }
        switch node.kind {
        case .directory(let directory): return .directory(open(name, node, directory, isNew: isNew))
        case .whiteout: return .nothing
        case .file, .link, .fifo, .device: return .other(node)
        }
    }

    private func open(_ name: [UInt8], _ node: FileNode, _ directory: Directory, isNew: Bool) -> Draft.Folder {
        let folder = Draft.Folder(
            node.attributes, over: directory, isNew: isNew, isOpaque: directory.isOpaque, depth: depth + 1)
        changes[name] = .folder(folder)
        return folder
    }

    /// Puts what is no directory in the place of what is there; or a directory, as a whole, where nothing is.
    func put(_ name: [UInt8], _ node: FileNode) {
        changes[name] = .node(node)
        isChanged = true
    }

    /// Makes a directory in the place of what is there.
    func makeFolder(_ name: [UInt8], _ attributes: FileAttributes) throws(CopyFault) -> Draft.Folder {
        guard depth < FileTreeBuilder.greatestDepth else { throw .tooDeep(limit: FileTreeBuilder.greatestDepth) }
        let hides = !isNew && below?[name]?.directory != nil
        let folder = Draft.Folder(attributes, over: nil, isOpaque: hides, depth: depth + 1)
        folder.isChanged = true
        changes[name] = .folder(folder)
        isChanged = true
        return folder
    }

    func change(_ body: (inout FileAttributes) -> Void) {
        let old = attributes
        body(&attributes)
        if attributes != old { isChanged = true }
    }

    /// The group of what is made in it, where it gives one.
    var inheritedGroup: UInt32? { attributes.mode & 0o2000 != 0 ? attributes.group : nil }
}

extension Draft.Folder: NamedEntries {
    func step(to name: [UInt8]) -> PathStep<Draft.Folder> {
        switch self[name] {
        case .nothing: .nothing
        case .directory(let folder): .directory(folder)
        case .other(let node):
            if case .link(let target) = node.kind { .link(target: target) } else { .other }
        }
    }
}

extension Draft {
    /// All that is new, with the directories it is in.
    func layer() -> FileTree {
        FileTree(root.layer() ?? Directory())
    }
}

extension Draft.Folder {
    /// What of it is new; nil where nothing is. Drafts are no deeper than 1,000 directories.
    fileprivate func layer() -> Directory? {
        var entries: [Directory.Entry] = []
        for (name, change) in changes {
            switch change {
            case .node(let node): entries.append(Directory.Entry(name, node))
            case .folder(let folder):
                guard let directory = folder.layer() else { continue }
                entries.append(Directory.Entry(name, FileNode(folder.attributes, .directory(directory))))
            }
        }
        guard isChanged || !entries.isEmpty else { return nil }
        if isNew, let below { entries += below.entries.filter { changes[$0.name] == nil } }
        entries.sort { ByteOrder.compare($0.name, $1.name) < 0 }
        return Directory(entries, isOpaque: isOpaque)
    }
}
