internal import OCI

/// Unpacks an archive into a directory of a draft, which is the root for all names and links. Whatever is there gives way, but for
/// directories where the archive has directories, too.
struct ArchiveMerging {
    private let attributes: CopiedAttributes
    private let top: Draft.Folder
    private let draft: Draft
    private var numbers: LinkNumbers

    /// A directory that is gone through.
    private struct Frame {
        let entries: [Directory.Entry]
        let folder: Draft.Folder
        /// From the top of the archive.
        let names: [[UInt8]]
        var next = 0
    }

    init(_ attributes: CopiedAttributes, into top: Draft.Folder, of draft: Draft, firstNumber: Int) {
        (self.attributes, self.top, self.draft) = (attributes, top, draft)
        numbers = LinkNumbers(from: firstNumber)
    }

    var nextNumber: Int { numbers.next }

    /// `place` is where the top is, for people.
    mutating func merge(_ archive: Directory, at place: [[UInt8]]) throws(CopyFault) {
        var frames = [Frame(entries: archive.entries, folder: top, names: [])]
        while let last = frames.indices.last {
            guard frames[last].next < frames[last].entries.count else {
                frames.removeLast()
                continue
            }
            let entry = frames[last].entries[frames[last].next]
            frames[last].next += 1
            let names = frames[last].names + [entry.name]
            if let directory = entry.node.directory {
                let inner = try take(entry, directory, names, into: frames[last].folder, at: place)
                frames.append(Frame(entries: directory.entries, folder: inner, names: names))
            } else {
                let kind = numbers.renumber(entry.node.kind)
                frames[last].folder.put(entry.name, FileNode(attributes(entry.node), kind))
            }
        }
    }

    private func take(
        _ entry: Directory.Entry, _ directory: Directory, _ names: [[UInt8]], into folder: Draft.Folder,
        at place: [[UInt8]]
    ) throws(CopyFault) -> Draft.Folder {
        if directory.isImplied { return try passThrough(entry.name, names, in: folder, at: place) }
        let new = attributes(entry.node)
        guard case .directory(let inner) = folder[entry.name] else {
            return try folder.makeFolder(entry.name, new)
        }
        inner.takeOver(new)
        return inner
    }

    /// A directory that the archive does not describe is what is there, through a link if need be.
    private func passThrough(
        _ name: [UInt8], _ names: [[UInt8]], in folder: Draft.Folder, at place: [[UInt8]]
    ) throws(CopyFault) -> Draft.Folder {
        switch folder[name] {
        case .directory(let inner): return inner
        case .nothing:
            // It is root's, whatever --chown says.
            return try folder.makeFolder(
                name, FolderMaker(FileOwner(user: 0, group: 0), time: attributes.time).attributes(in: folder))
        case .other(let node):
            let shown = PathNames.shown(place + names)
            guard case .link = node.kind else { throw .notDirectory(shown) }
            let content = try draft.resolve(names, from: top).content
            guard case .directory(let inner) = content else { throw .outside(link: shown) }
            return inner
        }
    }
}
