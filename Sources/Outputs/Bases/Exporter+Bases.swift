internal import Compression
internal import ContentStore
package import Host
internal import Layers
internal import OCI
internal import Values

// Base-image tarballs.
extension Exporter {
    /// Writes a target into one file, which appears whole or not at all. `place` may be `-`, for standard output. `progress` hears
    /// how many bytes more went into the archive.
    package func write(
        _ base: BaseContents, to place: Path, progress: (Int) -> Void = { _ in }
    ) throws {
        let lease = try store.lease(for: "export")
        let archive = try BaseArchive(base, self, lease)
        let file = try OutputFile.named(place)
        try withExtendedLifetime(lease) {
            try withoutActuallyEscaping(progress) { progress in
                var compressor = try FrameCompressor { try file.write($0) }
                try archive.write { piece in
                    try Interruption.check()
                    try PieceSource.handOn(piece) { try compressor.fill(from: $0) }
                    progress(piece.count)
                }
                _ = try compressor.finish()
            }
        }
        try file.finish()
    }
}

/// The entries of a base-image tarball.
private struct BaseArchive {
    private let store: Store
    private let list: BaseTarball
    private let image: NamedImage
    /// Those that are not in the store.
    private let documents: [Digest: [UInt8]]

    init(_ base: BaseContents, _ exporter: Exporter, _ lease: Lease) throws {
        store = exporter.store
        image = try exporter.kept(base.target, .plain)
        documents = Dictionary(image.image.documents.map { ($0.descriptor.digest, $0.bytes) }) { first, _ in first }
        var list = BaseTarball(target: base.target.name, key: base.key, image: image.image.root.digest)
        list.imageNames = image.names.sorted()
        list.names = base.names.map { BaseTarball.Name(name: $0.name, digest: $0.digest) }.sorted { $0.name < $1.name }
        (list.records, list.results) = (base.records, base.results)
        let known = Set(base.names.flatMap(\.documents)).subtracting(documents.keys)
        let parts = try Self.parts(known.sorted(), in: store, lease)
        list.documents =
            (documents.map { BaseTarball.Part(digest: $0.key, size: Int64($0.value.count)) } + parts)
            .sorted { $0.digest < $1.digest }
        list.layers = try Self.layers(of: base, in: store, lease)
        self.list = list
    }

    private static func layers(of base: BaseContents, in store: Store, _ lease: Lease) throws -> [BaseTarball.Layer] {
        var seen: Set<Digest> = []
        let seconds = Dictionary(base.records.map { ($0.layer.diffID, $0.seconds) }) { first, _ in first }
        return try base.target.images.flatMap(\.layers).compactMap(\.place.files).filter {
            seen.insert($0.diffID).inserted
        }.map {
            let missing = try lease.add([$0.diffID, $0.tree])
            guard missing.isEmpty, let tree = try store.blob($0.tree) else {
                throw OutputFault.missingBlob(missing.first ?? $0.tree)
            }
            let apart = try parts(store.parts(of: $0.tree).sorted(), in: store, lease)
            return BaseTarball.Layer(layer: $0, treeSize: tree.size, apart: apart, seconds: seconds[$0.diffID])
        }
    }

    private static func parts(_ digests: [Digest], in store: Store, _ lease: Lease) throws -> [BaseTarball.Part] {
        try digests.map { digest in
            guard try lease.add(digest), let blob = try store.blob(digest) else {
                throw OutputFault.missingBlob(digest)
            }
            return BaseTarball.Part(digest: digest, size: blob.size)
        }
    }

    func write(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        func put(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try sink($0) } }
        func put(_ name: String, _ bytes: [UInt8], mode: UInt32) throws {
            try put(BaseEntry(name, size: Int64(bytes.count), mode: mode).header)
            try put(bytes)
            try put(TarHeader.padding(Int64(bytes.count)))
        }
        let bytes = list.json.sorted.encoded()
        guard bytes.count <= BaseTarball.listLimit else { throw BaseTarballFault.list("is too long") }
        try put(BaseTarball.listName, bytes, mode: BaseEntry.listMode)
        for entry in BaseEntry.directories(of: list.parts) { try put(entry.header) }
        for part in list.parts {
            let entry = BaseEntry(part)
            try put(entry.header)
            try forEachPiece(of: part, sink)
            try put(TarHeader.padding(part.size))
        }
        let content = ImageArchiveContent([image], hasDockerManifest: image.image.configuration != nil, store)
        for file in content.lastFiles { try put(file.name, file.bytes, mode: file.mode) }
        try put(TarHeader.end)
    }

    private func forEachPiece(of part: BaseTarball.Part, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if let bytes = documents[part.digest] { return try bytes.withUnsafeBytes { try body($0) } }
        guard let reader = try store.open(part.digest), reader.size == part.size else {
            throw OutputFault.missingBlob(part.digest)
        }
        try reader.forEachPiece(body)
    }
}
