/// Puts what a directory holds into one of a draft: directories merge and take over all that a copy takes over, files and links
/// take the place of files and links.
struct TreeMerging {
    private let attributes: CopiedAttributes
    private let passages: Set<[UInt8]>
    private var subtrees: SubtreeCopying

    /// A directory that is gone through.
    private struct Frame {
        let entries: [Directory.Entry]
        let folder: Draft.Folder
        /// From the top of the source.
        let path: [UInt8]
        var next = 0
    }

    init(_ attributes: CopiedAttributes, passages: Set<[UInt8]>, firstNumber: Int) {
        (self.attributes, self.passages) = (attributes, passages)
        subtrees = SubtreeCopying(attributes, firstNumber: firstNumber)
    }

    var nextNumber: Int { subtrees.numbers.next }

    /// `names` are where the folder is, for people.
    mutating func merge(_ top: Directory, into folder: Draft.Folder, at names: [[UInt8]]) throws(CopyFault) {
        var frames = [Frame(entries: top.entries, folder: folder, path: [])]
        while let last = frames.indices.last {
            guard frames[last].next < frames[last].entries.count else {
                frames.removeLast()
                continue
            }
            let entry = frames[last].entries[frames[last].next]
            frames[last].next += 1
            let path = { [frame = frames[last]] in PathNames.join(frame.path, entry.name) }
            let folder = frames[last].folder
            switch (folder[entry.name], entry.node.directory) {
            case (.nothing, _), (.other, nil):
                folder.put(entry.name, try subtrees.copy(entry.node, depth: folder.depth))
            case (.other, .some): throw .directoryOverFile(PathNames.shown(names + [path()]))
            case (.directory, nil): throw .fileOverDirectory(PathNames.shown(names + [path()]))
            case (.directory(let inner), let directory?):
                takeOver(entry.node, by: inner, isPassage: !passages.isEmpty && passages.contains(path()))
                frames.append(Frame(entries: directory.entries, folder: inner, path: path()))
            }
        }
    }

    /// Of what is only passed through a directory that is there takes the mode alone, even past --chmod.
    private func takeOver(_ node: FileNode, by folder: Draft.Folder, isPassage: Bool) {
        if isPassage {
            folder.change { $0.mode = node.attributes.mode }
        } else {
            folder.takeOver(attributes(node), keepsTime: node.attributes.modified == FileAttributes.unknownTime)
        }
    }
}

extension Draft.Folder {
    /// Becomes like a directory that is copied over it. Extended attributes that are there and not in that one stay.
    func takeOver(_ new: FileAttributes, keepsTime: Bool = false) {
        change { old in
            (old.mode, old.owner, old.group) = (new.mode, new.owner, new.group)
            if !keepsTime { old.modified = new.modified }
            let names = new.extended.map(\.name)
            old.extended = old.extended.filter { !names.contains($0.name) } + new.extended
            old.extended.sort { ByteOrder.compare($0.name, $1.name) < 0 }
        }
    }
}
