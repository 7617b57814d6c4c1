internal import DockerfileLanguage

/// One COPY or ADD at work on a draft, source by source, each of which finds what those before it have left.
struct CopyWriting {
    private let draft: Draft
    /// The names of the destination as written, `..` taken back.
    private let names: [[UInt8]]
    /// Whether the destination is written as a directory.
    private let namesFolder: Bool
    private let attributes: CopiedAttributes
    private let maker: FolderMaker
    /// The number for the next file with several names.
    private var nextNumber = 1

    init(_ copying: TreeCopying, _ mode: SymbolicMode?, to draft: Draft) {
        self.draft = draft
        names = PathNames.lexical(copying.destination)
        namesFolder = names.isEmpty || copying.destination.namesFolder
        attributes = CopiedAttributes(ownership: copying.ownership, mode: mode, time: copying.time)
        // An octal mode is that of new directories as well, without the bits above permissions.
        let made = if case .bits(let bits)? = mode { bits & 0o777 } else { UInt32(0o755) }
        maker = FolderMaker(copying.ownership, mode: made, time: copying.time)
    }

    mutating func add(_ source: CopySource) throws(CopyFault) {
        switch source {
        case .items(let items):
            for item in items { try add(item) }
        case .file(let name, let node): try add(node, named: name)
        case .archive(let tree): try unpack(tree)
        }
    }

    private mutating func add(_ item: SourceItem) throws(CopyFault) {
        guard let directory = item.node.directory else { return try add(item.node, named: item.name) }
        let (names, content) = try destination()
        if case .other = content { throw .directoryOverFile(PathNames.shown(names)) }
        let folder = try maker.make(names, in: draft)
        // It stays as it is, but for the time, which becomes that of what is copied.
        let time = item.node.attributes.modified
        if time != FileAttributes.unknownTime { folder.change { $0.modified = time } }
        var merging = TreeMerging(attributes, passages: item.passages, firstNumber: nextNumber)
        try merging.merge(directory, into: folder, at: names)
        nextNumber = merging.nextNumber
    }

    private func add(_ node: FileNode, named name: [UInt8]) throws(CopyFault) {
        var (names, content) = try destination()
        if case .directory = content { names.append(name) }
        guard let last = names.last else { return }
        let folder = try maker.make(names.dropLast(), in: draft)
        if case .directory = folder[last] { throw .fileOverDirectory(PathNames.shown(names)) }
        var kind = node.kind
        if case .file(var content) = kind {
            // Its other names are not copied with it.
            content.identity = nil
            kind = .file(content)
        }
        folder.put(last, FileNode(attributes(node), kind))
    }

    /// Where the destination leads, with the directories made that it is said to be in.
    private func destination() throws(CopyFault) -> (names: [[UInt8]], content: Draft.Folder.Content) {
        let parents = namesFolder ? names : names.dropLast()
        _ = try maker.make(draft.resolve(parents).names, in: draft)
        return try draft.resolve(names)
    }

    /// The destination is a directory, however it is written, and no mode of --chmod counts.
    private mutating func unpack(_ tree: FileTree) throws(CopyFault) {
        let maker = FolderMaker(maker.ownership, time: maker.time)
        let names = try draft.resolve(names).names
        let folder = try maker.make(names, in: draft)
        let attributes = CopiedAttributes(ownership: attributes.ownership, mode: nil, time: attributes.time)
        var merging = ArchiveMerging(attributes, into: folder, of: draft, firstNumber: nextNumber)
        try merging.merge(tree.top, at: names)
        nextNumber = merging.nextNumber
    }
}

extension [UInt8] {
    /// Whether a path says of itself that it is a directory.
    fileprivate var namesFolder: Bool {
        last == PathNames.slash || self == [UInt8(ascii: ".")] || suffix(2) == [PathNames.slash, UInt8(ascii: ".")]
    }
}
