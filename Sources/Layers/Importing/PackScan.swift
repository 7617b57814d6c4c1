internal import Archives
internal import ContentStore
internal import Hashing
internal import Host
internal import Synchronization
internal import Values

/// Makes a tree of a pack that others made.
struct PackScan {
    let layers: LayerStore
    let pack: Digest
    private let reader: BlobReader

    init(_ layers: LayerStore, _ pack: Digest) throws {
        self.layers = layers
        self.pack = pack
        reader = try layers.reader(pack)
    }

    /// The tree, with the digests of all contents; and the blobs that hold those that are not in the pack in one piece.
    func tree(_ intake: Intake) throws -> (tree: FileTree, apart: [Digest]) {
        guard reader.size > 0 else { return (FileTree(), []) }
        var files = ArchiveTree(.replaced, hasWhiteouts: true)
        try archive(from: 0).forEachEntry { entry in
            try Interruption.check()
            try files.add(entry) { try place($0) }
        }
        let tree = files.tree
        let digests = try digests(of: tree)
        var apart: [Int64: Digest] = [:]
        let result = try tree.mapped { node in
            guard case .file(var content) = node.kind else { return node }
            switch content.place {
            case .pack(_, let offset): content.digest = digests[offset]
            case .elsewhere(let bytes as SparseFile):
                let digest = try apart[bytes.position] ?? store(bytes, intake)
                apart[bytes.position] = digest
                (content.digest, content.place) = (digest, .pack(digest, offset: 0))
            case .bytes, .elsewhere: break
            }
            return FileNode(node.attributes, .file(content))
        }
        return (result, Set(apart.values).sorted())
    }

    private func archive(from offset: Int64) throws -> ArchiveReader {
        let reader = reader
        var limits = ArchiveLimits()
        // The diff ID says that it is whole.
        limits.needsEndMark = false
        return try ArchiveReader(from: offset, length: reader.size, limits: limits) { offset, buffer in
            try reader.read(at: offset, into: buffer)
        }
    }

    private func place(_ entry: borrowing ArchiveEntry) throws -> FileContent {
        let (length, position) = (entry.size, entry.position)
        guard !entry.isSparse else {
            let bytes = SparseFile(scan: self, position: entry.headerPosition)
            return FileContent(length: length, digest: nil, place: .elsewhere(bytes))
        }
        guard length >= 0, length <= reader.size - position else { throw LayerFault.damagedPack(pack) }
        return FileContent(length: length, digest: nil, place: .pack(pack, offset: position))
    }

    /// By where they are.
    private func digests(of tree: FileTree) throws -> [Int64: Digest] {
        var lengths: [Int64: Int64] = [:]
        for step in tree.walk {
            if case .file(let content) = step.node.kind, case .pack(_, let offset) = content.place {
                lengths[offset] = content.length
            }
        }
        return try ContentDigests(reader).digests(of: lengths.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 })
    }

    private func store(_ bytes: SparseFile, _ intake: Intake) throws -> Digest {
        try layers.store.write(intake) { writer in try bytes.forEachPiece { try writer.write($0) } }.blob.digest
    }

    /// A file whose bytes are not in the archive in one piece.
    private struct SparseFile: FileBytes {
        let scan: PackScan
        /// Of its entry.
        let position: Int64

        func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
            struct Done: Error {}
            do {
                try scan.archive(from: position).forEachEntry { entry in
                    try entry.stream { piece in
                        try Interruption.check()
                        try body(piece)
                    }
                    throw Done()
                }
            } catch is Done {}
        }
    }
}
