package import Archives
internal import ContentStore
internal import Hashing
internal import Host
internal import Values

// Archives that ADD unpacks.
extension LayerStore {
    /// What is in an archive that ADD unpacks. The content lies in a file in flight until the layer is made.
    package func unpacked(_ source: @escaping ArchiveSource) throws -> FileTree {
        let spool = try Spool(store.newScratchPath())
        var files = ArchiveTree(.followed, hasWhiteouts: false)
        try blamingArchive {
            try ArchiveReader(source).forEachEntry { entry in
                try Interruption.check()
                try files.add(entry) { try spool.take($0) }
            }
        }
        return files.tree
    }
}

extension Spool {
    fileprivate func take(_ entry: borrowing ArchiveEntry) throws -> FileContent {
        let (start, length) = (position, entry.size)
        var hash = ContentHash()
        try entry.stream { piece in
            try Interruption.check()
            hash.update(piece)
            try append(piece)
        }
        return FileContent(
            length: length, digest: hash.digest(), place: .elsewhere(bytes(from: start, length: length)))
    }
}
