internal import Archives
internal import Hashing
internal import Host
internal import Values

/// What unpacking an archive into a directory of its own, which is the root for all its names, would leave there. An entry takes the place
/// of what was there before it; directories that no entry names are made.
struct UnpackedFiles {
    private(set) var layout = Layout()
    private var spool: SpoolWriter
    /// Of the entry that is added.
    private var origin: Int?

    /// A bound for memory; no tree of a context has as many.
    private static let mostFiles = 8_000_000
    /// What no file system takes.
    private static let longestPath = 4095
    private static let longestName = 255

    init(_ spool: Spool) {
        self.spool = SpoolWriter(spool)
    }

    mutating func add(_ entry: borrowing ArchiveEntry) throws {
        try Interruption.check()
        let written = entry.path
        try check(written)
        let path = RelativePath.cleanFromRoot(written)
        guard !path.isEmpty else { return }
        let parent = try layout.directory(for: path)
        let name = RelativePath.base(path)
        let place = layout.child(name[...], of: parent) ?? layout.addChild(name[...], to: parent)
        // What is there gives way, even to a link to itself.
        if !(layout.isDirectory(place) && entry.kind == .directory) { layout.remove(place) }
        let (file, origin) = try file(entry)
        layout.lay(file, at: place, origin: origin)
        guard layout.branches.count <= Self.mostFiles else {
            throw ContextFault.archive("it has more than \(Self.mostFiles) files")
        }
    }

    private func check(_ path: [UInt8]) throws(ContextFault) {
        guard path.count <= Self.longestPath else { throw .archive("a path has \(path.count) bytes") }
        for name in RelativePath.components(path) where name.count > Self.longestName {
            throw .archive("a name has \(name.count) bytes")
        }
    }

    private mutating func file(_ entry: borrowing ArchiveEntry) throws -> (LaidFile, Int) {
        if case .hardLink(let target) = entry.kind { return try file(linkedAs: target) }
        var origin = FileOrigin(entry)
        let file = try file(entry, &origin)
        return (file, layout.add(origin))
    }

    private mutating func file(_ entry: borrowing ArchiveEntry, _ origin: inout FileOrigin) throws -> LaidFile {
        let mode = entry.mode
        switch entry.kind {
        case .file: return .file(mode: mode, content: try content(of: entry, &origin), length: entry.size)
        case .directory: return .directory(mode: mode)
        case .fifo: return .fifo(mode: mode)
        case .device(let isBlock, let major, let minor):
            return .device(mode: mode, isBlock: isBlock, major: major, minor: minor)
        case .link(let target):
            guard !target.isEmpty else { throw ContextFault.archive("the link \(entry.shownPath) leads to nothing") }
            try check(target)
            return .link(target: target)
        case .hardLink, .other: throw ContextFault.archive("\(entry.shownPath) is of an unknown kind")
        }
    }

    private mutating func content(
        of entry: borrowing ArchiveEntry, _ origin: inout FileOrigin
    ) throws -> Digest {
        var hash = ContentHash()
        try entry.stream { piece in
            try Interruption.check()
            hash.update(piece)
            try spool.append(piece)
        }
        origin.content = spool.finishFile()
        return hash.digest()
    }

    /// The links in the path of what it leads to are followed; it may be a link itself.
    private func file(linkedAs target: [UInt8]) throws -> (LaidFile, Int) {
        try check(target)
        let shown = String(decoding: target, as: UTF8.self)
        let path = RelativePath.cleanFromRoot(target)
        guard let parent = try? layout.existingDirectory(for: path),
            let source = layout.child(RelativePath.base(path)[...], of: parent),
            let file = layout.branches[source].file, let origin = layout.branches[source].origin
        else { throw ContextFault.archive("a hard link leads to \(shown), which is not there") }
        if case .directory = file { throw ContextFault.archive("a hard link leads to \(shown), which is a directory") }
        return (file, origin)
    }
}

extension FileOrigin {
    fileprivate init(_ entry: borrowing ArchiveEntry) {
        let (seconds, nanoseconds) = entry.modified
        owner = UInt32(truncatingIfNeeded: entry.owner)
        group = UInt32(truncatingIfNeeded: entry.group)
        let (whole, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        modified = isTooLarge ? 0 : whole &+ nanoseconds
    }
}

extension ArchiveEntry {
    fileprivate var shownPath: String { String(decoding: path, as: UTF8.self) }
}
