internal import OCI

/// Makes the directories that a path needs and that are not there.
struct FolderMaker {
    /// Nil for root.
    let ownership: FileOwner?
    let mode: UInt32
    let time: Int64

    init(_ ownership: FileOwner?, mode: UInt32 = 0o755, time: Int64) {
        (self.ownership, self.mode, self.time) = (ownership, mode, time)
    }

    /// `names` come without links.
    func make(_ names: some Sequence<[UInt8]>, in draft: Draft) throws(CopyFault) -> Draft.Folder {
        var folder = draft.root
        var done: [[UInt8]] = []
        for name in names {
            done.append(name)
            switch folder[name] {
            case .directory(let inner): folder = inner
            case .nothing: folder = try folder.makeFolder(name, attributes(in: folder))
            case .other: throw .notDirectory(PathNames.shown(done))
            }
        }
        return folder
    }

    func attributes(in parent: Draft.Folder) -> FileAttributes {
        // A directory with the set-group-id bit gives that, and its group, to what is made in it.
        let inherited = parent.inheritedGroup
        return FileAttributes(
            mode: inherited == nil ? mode : mode | 0o2000, owner: ownership?.user ?? 0,
            group: ownership?.group ?? inherited ?? 0, modified: time)
    }
}
