internal import Archives
internal import Host

/// The files of an archive on their way into a tree. An entry takes the place of what was there before it, but a directory keeps what
/// is in it when it comes again; directories that no entry names are implied.
struct ArchiveTree {
    enum Links {
        /// Nothing is followed: what is below a link takes its place.
        case replaced
        /// As for a process that has the top of the tree as its root.
        case followed
    }

    private var builder = FileTreeBuilder()
    private let links: Links
    /// Whether names say what is gone from below.
    private let hasWhiteouts: Bool
    private var nextIdentity = 1
    private var count = 0

    /// A bound for memory.
    private static let mostFiles = 8_000_000
    private static let longestName = 255

    init(_ links: Links, hasWhiteouts: Bool) {
        self.links = links
        self.hasWhiteouts = hasWhiteouts
    }

    var tree: FileTree { builder.tree() }

    /// `content` is asked for what a file holds.
    mutating func add(
        _ entry: borrowing ArchiveEntry, content: (borrowing ArchiveEntry) throws -> FileContent
    ) throws {
        let written = entry.path
        count += 1
        guard count <= Self.mostFiles else { throw LayerFault.archive("it has more than \(Self.mostFiles) files") }
        do {
            let path = try place(PathNames.lexical(written))
            guard let name = path.last else { return }
            if hasWhiteouts, name.starts(with: Whiteout.prefix) { return try remove(name, path) }
            try put(PathNames.join(path), node(entry, content))
        } catch let fault as EntryFault {
            throw LayerFault.entry(Path(bytes: written), fault)
        }
    }

    private func checked(_ names: [[UInt8]]) throws(EntryFault) -> [[UInt8]] {
        guard names.count <= FileTreeBuilder.greatestDepth else { throw .tooDeep }
        guard names.allSatisfy({ $0.count <= Self.longestName }) else { throw .nameTooLong }
        return names
    }

    // MARK: Where entries go

    /// The names of where a path leads, the last of which is not followed.
    private mutating func place(_ names: [[UInt8]], isMaking: Bool = true) throws -> [[UInt8]] {
        let names = try checked(names)
        guard links == .followed, names.count > 1 else { return names }
        var place = ArchivePath(names)
        while let name = place.next() {
            switch builder.node(at: PathNames.join(place.found + [name]))?.kind {
            case .directory?: place.enter(name)
            case .link(let target)?: try place.follow(target)
            case nil, .whiteout?:
                guard isMaking, place.isOwn else { throw EntryFault.throughNothing }
                place.enter(name)
            case .file?, .fifo?, .device?: throw EntryFault.throughFile
            }
        }
        return try checked(place.found + [names[names.count - 1]])
    }

    private mutating func put(_ path: [UInt8], _ node: FileNode) throws {
        let isCovering = isWhiteout(path)
        do throws(CopyFault) {
            try builder.put(path, node)
        } catch {
            // Something on the way is no directory, and gives way to one.
            let names = PathNames.split(path)
            for count in 1..<max(names.count, 1) {
                let parent = PathNames.join(names[..<count])
                guard let old = builder.node(at: parent), !old.isDirectory else { continue }
                let wasWhiteout = isWhiteout(parent)
                builder.remove(parent)
                if wasWhiteout { try builder.makeOpaque(parent) }
            }
            try builder.put(path, node)
        }
        if isCovering, node.isDirectory { try builder.makeOpaque(path) }
    }

    private mutating func isWhiteout(_ path: [UInt8]) -> Bool {
        guard hasWhiteouts, case .whiteout? = builder.node(at: path)?.kind else { return false }
        return true
    }

    // MARK: What is gone from below

    /// Whiteouts count for what is below alone: what the layer has itself stays, whichever comes first.
    private mutating func remove(_ name: [UInt8], _ path: [[UInt8]]) throws {
        let parent = PathNames.join(path.dropLast())
        if name == Whiteout.opaque { return try makeOpaque(parent) }
        if name.starts(with: Whiteout.reserved) { return }
        let gone = Array(name.dropFirst(Whiteout.prefix.count))
        guard !gone.isEmpty, gone != Array(".".utf8), gone != Array("..".utf8) else { throw EntryFault.badWhiteout }
        let place = PathNames.join(path.dropLast() + [gone])
        switch builder.node(at: place)?.kind {
        case nil: try put(place, Whiteout.node)
        case .directory?: try builder.makeOpaque(place)
        case .file?, .link?, .fifo?, .device?, .whiteout?: break
        }
    }

    private mutating func makeOpaque(_ path: [UInt8]) throws {
        if !path.isEmpty, builder.node(at: path)?.isDirectory != true {
            try put(path, FileNode(.implied, .directory(Directory(isImplied: true))))
        }
        try builder.makeOpaque(path)
    }

    // MARK: What entries are

    private mutating func node(
        _ entry: borrowing ArchiveEntry, _ content: (borrowing ArchiveEntry) throws -> FileContent
    ) throws -> FileNode {
        if case .hardLink(let target) = entry.kind { return try node(linkedAs: target) }
        let attributes = try FileAttributes(entry)
        switch entry.kind {
        case .file: return FileNode(attributes, .file(try content(entry)))
        case .directory: return FileNode(attributes, .directory(Directory()))
        case .fifo: return FileNode(attributes, .fifo)
        case .link(let target):
            guard !target.isEmpty else { throw EntryFault.linkWithoutTarget }
            return FileNode(attributes, .link(target: target))
        case .device(let isBlock, let major, let minor):
            guard major < 1 << 12, minor < 1 << 20 else { throw EntryFault.number(Int64(max(major, minor))) }
            return FileNode(attributes, .device(isBlock: isBlock, major: major, minor: minor))
        case .hardLink, .other: throw EntryFault.unknownKind
        }
    }

    private mutating func node(linkedAs target: [UInt8]) throws -> FileNode {
        let path = PathNames.join(try place(PathNames.lexical(target), isMaking: false))
        guard var node = builder.node(at: path) else { throw EntryFault.absentTarget(Path(bytes: target)) }
        switch node.kind {
        case .directory: throw EntryFault.targetIsDirectory(Path(bytes: target))
        case .whiteout: throw EntryFault.absentTarget(Path(bytes: target))
        case .file(var content):
            guard content.identity == nil else { return node }
            content.identity = nextIdentity
            nextIdentity += 1
            node.kind = .file(content)
            try builder.put(path, node)
        case .link, .fifo, .device: break
        }
        return node
    }
}

/// Names that say what is gone, as OCI has them.
enum Whiteout {
    static let prefix = Array(".wh.".utf8)
    static let opaque = Array(".wh..wh..opq".utf8)
    /// Of aufs, which has things of its own under such names.
    static let reserved = Array(".wh..wh.".utf8)
    static let node = FileNode(FileAttributes(mode: 0, modified: 0), .whiteout)
}

extension FileAttributes {
    init(_ entry: borrowing ArchiveEntry) throws(EntryFault) {
        guard let owner = UInt32(exactly: entry.owner) else { throw .number(entry.owner) }
        guard let group = UInt32(exactly: entry.group) else { throw .number(entry.group) }
        let (seconds, nanoseconds) = entry.modified
        // As many as 64 bits hold in nanoseconds.
        let clamped = min(max(seconds, -9_000_000_000), 9_000_000_000)
        self.init(
            mode: entry.mode, owner: owner, group: group,
            modified: clamped * 1_000_000_000 + min(max(nanoseconds, 0), 999_999_999))
        var values: [[UInt8]: [UInt8]] = [:]
        for (name, value) in entry.extended where !Self.steersOverlay(name) { values[name] = value }
        extended = values.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { ExtendedAttribute(name: $0.key, value: $0.value) }
    }

    private static func steersOverlay(_ name: [UInt8]) -> Bool {
        name.starts(with: "user.overlay.".utf8) || name.starts(with: "trusted.overlay.".utf8)
    }
}
