package import ContentStore
internal import Host
internal import Values

// What is in layers.
extension LayerStore {
    /// The tree of one layer, whiteouts and all; remembered.
    package func tree(of layer: StoredLayer) throws -> FileTree {
        if let tree = trees[.layer(layer)] { return tree }
        let bytes = try reader(layer.tree).all()
        let tree: FileTree
        do throws(TreeDecoder.Damage) {
            tree = try TreeDecoder.tree(in: bytes, pack: layer.diffID, length: layer.size)
        } catch {
            throw LayerFault.damagedTree(layer.tree, error.words)
        }
        trees.keep(tree, as: .layer(layer))
        return tree
    }

    /// What layers, lowest first, come to; remembered.
    package func tree(of layers: [StoredLayer]) throws -> FileTree {
        var (tree, count) = (FileTree(), layers.count)
        while count > 0 {
            if let known = trees[.merged(Array(layers[..<count]))] {
                tree = known
                break
            }
            count -= 1
        }
        guard count < layers.count else { return tree }
        for layer in layers[count...] { tree = try tree.applying(self.tree(of: layer)) }
        trees.keep(tree, as: .merged(layers))
        return tree
    }

    /// Throws where the tree of a layer breaks a promise of its format, or is of other files than the layer's identity says.
    package func check(_ layer: StoredLayer) throws {
        guard try tree(of: layer).identity == layer.identity else {
            throw LayerFault.damagedTree(layer.tree, "its files are others than were promised")
        }
    }

    package func forEachPiece(of content: FileContent, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch content.place {
        case .bytes(let bytes): try bytes.withUnsafeBytes { if !$0.isEmpty { try body($0) } }
        case .elsewhere(let bytes): try bytes.forEachPiece(body)
        case .pack(let digest, let offset):
            let reader = try reader(digest)
            guard content.length <= reader.size - offset else { throw LayerFault.damagedPack(digest) }
            try reader.forEachPiece(from: offset, to: offset + content.length, body)
        }
    }

    /// The first `limit` bytes of a content, all if it has no more.
    package func bytes(of content: FileContent, limit: Int) throws -> [UInt8] {
        struct Enough: Error {}
        var bytes: [UInt8] = []
        do {
            try forEachPiece(of: content) { piece in
                bytes += piece.prefix(limit - bytes.count)
                if bytes.count == limit { throw Enough() }
            }
        } catch is Enough {}
        return bytes
    }

    /// A blob of a layer, which stays as long as this run.
    func reader(_ digest: Digest) throws -> BlobReader {
        try readers.reader(digest) {
            guard try lease.add(digest), let reader = try store.open(digest) else { throw LayerFault.missing(digest) }
            return reader
        }
    }
}

extension BlobReader {
    /// All of its content, verified. Only for what is known to be small.
    fileprivate func all() throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(min(size, 1 << 26)))
        try forEachPiece { bytes += $0 }
        return bytes
    }
}
