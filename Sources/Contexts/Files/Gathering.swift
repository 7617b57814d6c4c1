internal import Values

/// Makes what is to be copied of entries that a walk has seen, from the bottom to the top. What is there and what not is as
/// `Summing` counts it.
struct Gathering {
    /// A directory whose entries are being gone through.
    private struct Frame {
        let node: Node
        /// Nothing of it can be dropped.
        let isWhole: Bool
        let folder: ContentFolder
        var next = 0
        var files: [SelectedFile] = []
        /// Something in it is visible to .dockerignore, or kept.
        var hasVisible = false
        var hasKept = false
    }

    private let scan: Scan
    private var frames: [Frame] = []
    private var result: [SelectedFile]?

    /// A bound for whoever goes down what is gathered.
    private static let greatestDepth = 1000

    private init(_ scan: Scan) {
        self.scan = scan
    }

    /// What a directory holds, right after a walk through it.
    static func contents(of node: Node, isWhole: Bool, _ scan: Scan) throws(ContextFault) -> [SelectedFile] {
        var gathering = Gathering(scan)
        try gathering.begin(node, isWhole: isWhole, gathering.folder(of: node))
        while true {
            if let result = gathering.result { return result }
            if gathering.isAtEnd { gathering.end() } else { try gathering.step() }
        }
    }

    /// A file that is no directory.
    static func file(_ entry: UnsafeMutablePointer<Entry>, in node: Node, _ scan: Scan) -> SelectedFile {
        let gathering = Gathering(scan)
        return gathering.file(entry, in: node, gathering.folder(of: node))
    }

    private func folder(of node: Node) -> ContentFolder {
        var names: [[UInt8]] = []
        var next = node
        while let parent = next.pointee.parent {
            names.append(Array(parent.pointee.name(of: next.pointee.entry)))
            next = parent
        }
        return names.reversed().reduce(scan.contentRoot) { ContentFolder($1, in: $0) }
    }

    private var isAtEnd: Bool {
        guard let last = frames.last else { return true }
        return last.next >= last.node.pointee.count
    }

    private mutating func begin(_ node: Node, isWhole: Bool, _ folder: ContentFolder) throws(ContextFault) {
        guard frames.count < Self.greatestDepth else {
            throw .tooDeep(Scan.name(nil, in: frames[0].node), limit: Self.greatestDepth)
        }
        frames.append(Frame(node: node, isWhole: isWhole, folder: folder))
        frames[frames.count - 1].files.reserveCapacity(node.pointee.count)
    }

    /// Goes through entries up to the next directory.
    private mutating func step() throws(ContextFault) {
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
            let isWhole = frames[last].isWhole
            if entry.pointee.kind == .directory, isWhole || !entry.pointee.has(.closed),
                let inner = entry.pointee.directory
            {
                let folder = ContentFolder(Array(node.pointee.name(of: entry)), in: frames[last].folder)
                return try begin(inner, isWhole: isWhole || entry.pointee.has(.whole), folder)
            }
            take(entry, in: node, last)
        }
    }

    /// Adds what is no directory, or is one that nobody went into.
    private mutating func take(_ entry: UnsafeMutablePointer<Entry>, in node: Node, _ last: Int) {
        let isWhole = frames[last].isWhole
        if isWhole || !entry.pointee.has(.ignored) { frames[last].hasVisible = true }
        if !isWhole, entry.pointee.has([.ignored, .dropped]) { return }
        frames[last].hasKept = true
        frames[last].files.append(file(entry, in: node, frames[last].folder))
    }

    private mutating func end() {
        guard let frame = frames.popLast() else { return }
        guard let last = frames.indices.last, let parent = frame.node.pointee.parent else {
            result = frame.files
            return
        }
        let entry = frame.node.pointee.entry
        let isWhole = frames[last].isWhole
        let isVisible = isWhole || !entry.pointee.has(.ignored) || frame.hasVisible
        let isChosen = isVisible && (isWhole || !entry.pointee.has(.dropped))
        if isVisible { frames[last].hasVisible = true }
        guard isChosen || frame.hasKept else { return }
        frames[last].hasKept = true
        let name = Array(parent.pointee.name(of: entry))
        frames[last].files.append(
            SelectedFile(name, .directory(frame.files), entry.pointee, origin(of: entry), isPassage: !isChosen))
    }

    private func origin(of entry: UnsafeMutablePointer<Entry>) -> FileOrigin? {
        guard entry.pointee.has(.fixed), let origin = entry.pointee.origin else { return nil }
        return scan.layout?.origins[origin]
    }

    private func file(
        _ entry: UnsafeMutablePointer<Entry>, in node: Node, _ folder: ContentFolder
    ) -> SelectedFile {
        let name = Array(node.pointee.name(of: entry))
        let origin = origin(of: entry)
        let kind: SelectedFile.Kind
        switch entry.pointee.kind {
        case .file: kind = .file(content(entry, name, in: node, folder, origin))
        case .socket, .unknown:
            kind = .file(SelectedContent(length: 0, digest: Hash256.empty.digest, name: name, place: .nothing))
        case .directory: kind = .directory([])
        case .link: kind = .link(target: entry.pointee.target.map { Array($0) } ?? [])
        case .fifo: kind = .fifo
        case .characterDevice, .blockDevice:
            let (major, minor) = entry.pointee.deviceNumber
            kind = .device(isBlock: entry.pointee.kind == .blockDevice, major: major, minor: minor)
        }
        return SelectedFile(name, kind, entry.pointee, origin)
    }

    private func content(
        _ entry: UnsafeMutablePointer<Entry>, _ name: [UInt8], in node: Node, _ folder: ContentFolder,
        _ origin: FileOrigin?
    ) -> SelectedContent {
        var place = SelectedContent.Place.disk(folder)
        if let file = origin?.content {
            place = .spool(file)
        } else if entry.pointee.has(.fixed) {
            place = .laid(path: Tree.path(of: entry, in: node), contents: scan.laidContents)
        }
        return SelectedContent(
            length: entry.pointee.length, digest: entry.pointee.digest.digest, name: name, place: place)
    }
}

extension SelectedFile {
    init(
        _ name: [UInt8], _ kind: Kind, _ entry: Entry, _ origin: FileOrigin?, isPassage: Bool = false,
        isTop: Bool = false
    ) {
        let isLaid = entry.has(.fixed)
        self.init(
            name: name, kind: kind, mode: entry.permissions, owner: origin?.owner ?? 0, group: origin?.group ?? 0,
            modified: isTop ? nil : isLaid ? origin?.modified : entry.modified,
            identity: isLaid && origin == nil ? nil : FileIdentity(device: entry.device, inode: entry.inode),
            isPassage: isPassage)
    }
}
