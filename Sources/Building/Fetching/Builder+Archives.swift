internal import ContentStore
internal import Host
internal import Layers

extension Builder {
    /// What is in an archive that is a file of a context, of a stage or of the web.
    func unpacked(_ content: FileContent) throws -> FileTree {
        // Contents come in pieces, and archives are asked for them: a file lies between.
        let path = try store.newScratchPath()
        let file = try OpenFile(path, .create, on: LocalFileSystem())
        defer { try? store.removeScratch(path) }
        try layers.forEachPiece(of: content) { try file.write($0) }
        var offset: Int64 = 0
        return try layers.unpacked { buffer in
            let count = try file.fill(buffer, at: offset)
            offset += Int64(count)
            return count
        }
    }
}
