internal import Host
internal import Layers

/// A root file system as a tar, in the order of names.
struct RootArchive {
    private let layers: LayerStore
    private let time: Int64?
    private let sink: (UnsafeRawBufferPointer) throws -> Void

    init(_ layers: LayerStore, time: Int64?, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.layers = layers
        self.time = time
        self.sink = sink
    }

    /// Writes all but the mark of the end.
    func write(_ tree: FileTree, below folder: Path?) throws {
        var prefix: [UInt8] = []
        if let folder {
            prefix = folder.bytes + [UInt8(ascii: "/")]
            let attributes = FileAttributes(mode: 0o755, modified: time ?? 0)
            try put(TarHeader(path: folder.bytes, FileNode(attributes, .directory(Directory()))).encoded)
        }
        var links: [HardLinkKey: [UInt8]] = [:]
        for file in tree.walk {
            try Interruption.check()
            var node = file.node
            if let time { node.attributes.modified = time }
            try write(node, prefix + file.path, &links)
        }
    }

    private func write(_ node: FileNode, _ path: [UInt8], _ links: inout [HardLinkKey: [UInt8]]) throws {
        if case .whiteout = node.kind { return }
        guard case .file(let content) = node.kind else { return try put(TarHeader(path: path, node).encoded) }
        if let key = HardLinkKey(content) {
            if let first = links[key] { return try put(TarHeader(path: path, node, linkedTo: first).encoded) }
            links[key] = path
        }
        try put(TarHeader(path: path, node).encoded)
        try layers.forEachPiece(of: content) { try sink($0) }
        try put(TarHeader.padding(content.length))
    }

    private func put(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try sink($0) } }
}
