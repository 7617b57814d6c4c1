internal import Archives
internal import Hashing
internal import Host
internal import Values

/// What unpacking an archive into a directory of its own, which is the root for all its names, would leave there. An entry takes the place
/// of what was there before it; directories that no entry names are made.
struct UnpackedFiles {
    private(set) var layout = Layout()
    private(set) var kept: KeptContents

    /// A bound for memory; no tree of a context has as many.
    private static let mostFiles = 8_000_000
    /// What no file system takes.
    private static let longestPath = 4095
    private static let longestName = 255

    init(keeping paths: [String]) {
        kept = KeptContents(named: paths)
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
        if !(layout.isDirectory(place) && entry.kind == .directory) { remove(place) }
        let file = try file(entry, at: place)
        layout.lay(file, at: place)
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

    private mutating func remove(_ place: Int) {
        layout.remove(place)
        kept.forget(place)
    }

    private mutating func file(_ entry: borrowing ArchiveEntry, at place: Int) throws -> LaidFile {
        let mode = entry.mode
        switch entry.kind {
        case .file:
            return .file(mode: mode, content: try content(of: entry, at: place), length: entry.size)
        case .directory: return .directory(mode: mode)
        case .fifo: return .fifo(mode: mode)
        case .device(let isBlock, let major, let minor):
            return .device(mode: mode, isBlock: isBlock, major: major, minor: minor)
        case .link(let target):
            guard !target.isEmpty else { throw ContextFault.archive("the link \(entry.shownPath) leads to nothing") }
            try check(target)
            return .link(target: target)
        case .hardLink(let target): return try file(linkedAs: target, from: entry, at: place)
        case .other: throw ContextFault.archive("\(entry.shownPath) is of an unknown kind")
        }
    }

    private mutating func content(of entry: borrowing ArchiveEntry, at place: Int) throws -> Digest {
        let keeps = kept.wants(RelativePath.cleanFromRoot(entry.path), length: entry.size)
        var bytes: [UInt8] = []
        var hash = ContentHash()
        try entry.stream { piece in
            try Interruption.check()
            hash.update(piece)
            if keeps { bytes += piece }
        }
        if keeps { kept.keep(bytes, at: place) }
        return hash.digest()
    }

    /// The links in the path of what it leads to are followed; it may be a link itself.
    private mutating func file(
        linkedAs target: [UInt8], from entry: borrowing ArchiveEntry, at place: Int
    ) throws -> LaidFile {
        try check(target)
        let shown = String(decoding: target, as: UTF8.self)
        let path = RelativePath.cleanFromRoot(target)
        guard let parent = try? layout.existingDirectory(for: path),
            let source = layout.child(RelativePath.base(path)[...], of: parent), let file = layout.branches[source].file
        else { throw ContextFault.archive("a hard link leads to \(shown), which is not there") }
        if case .directory = file { throw ContextFault.archive("a hard link leads to \(shown), which is a directory") }
        kept.share(source, with: place)
        return file
    }
}

extension ArchiveEntry {
    fileprivate var shownPath: String { String(decoding: path, as: UTF8.self) }
}
