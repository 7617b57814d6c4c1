internal import ContentStore
internal import Hashing
internal import Host
internal import Layers
internal import OCI
internal import Values

/// An image and what it is called.
struct NamedImage {
    let image: WrittenImage
    let names: [String]

    init(_ image: WrittenImage, _ names: [String]) {
        self.image = image
        self.names = names
    }

    /// For each name, or for none, an entry of an index.
    var entries: [Descriptor] {
        if names.isEmpty { return [image.root] }
        return names.map { name in
            var entry = image.root
            entry.annotations[ImageLayoutNames.imageName] = name
            entry.annotations[ImageLayoutNames.referenceName] = Self.tag(of: name)
            return entry
        }
    }

    private static func tag(of name: String) -> String {
        guard let reference = try? ImageReference(name) else { return name }
        return reference.tag ?? reference.digest?.description ?? ImageReference.usualTag
    }
}

/// What is in an archive, or a directory, of images: an OCI layout, and for Docker a list of images beside it.
struct ImageArchiveContent {
    private let images: [NamedImage]
    private let hasDockerManifest: Bool
    private let store: Store
    /// Layers whose files are not put in, which who reads it has already.
    var leftOut: Set<Digest> = []

    init(_ images: [NamedImage], hasDockerManifest: Bool, _ store: Store) {
        self.images = images
        self.hasDockerManifest = hasDockerManifest
        self.store = store
    }

    private enum Content {
        case bytes([UInt8])
        case blob(Digest)
    }

    private var index: [UInt8] {
        Index(manifests: images.flatMap(\.entries)).json.encoded()
    }

    /// Each blob once.
    private var blobs: [(descriptor: Descriptor, content: Content)] {
        var seen: Set<Digest> = []
        var blobs: [(Descriptor, Content)] = []
        for image in images.map(\.image) {
            for document in image.documents where seen.insert(document.descriptor.digest).inserted {
                blobs.append((document.descriptor, .bytes(document.bytes)))
            }
            for layer in image.layers where !leftOut.contains(layer.digest) && seen.insert(layer.digest).inserted {
                blobs.append((layer, .blob(layer.digest)))
            }
        }
        return blobs
    }

    /// Lends the bytes of a blob, and holds them against what is promised of them.
    private func forEachPiece(
        of descriptor: Descriptor, _ content: Content, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        switch content {
        case .bytes(let bytes): try bytes.withUnsafeBytes { try body($0) }
        case .blob(let digest):
            guard let reader = try store.open(digest), reader.size == descriptor.size else {
                throw OutputFault.missingBlob(digest)
            }
            try reader.forEachPiece(body)
        }
    }
}

// As an archive.
extension ImageArchiveContent {
    /// Entries are in the order of their names, as BuildKit has them, so that equal images make equal archives.
    func writeArchive(to place: Path, modified: Timestamp?, _ step: ExportStep) throws {
        let file = try OutputFile.named(place)
        try writeArchive(modified: modified, step) { try file.write($0) }
        try file.finish()
    }

    func writeArchive(
        modified: Timestamp?, _ step: ExportStep?, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        func put(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try sink($0) } }
        let blobs = blobs.map { (path: ImageLayoutNames.path(of: $0.descriptor.digest), $0.descriptor, $0.content) }
            .sorted { $0.path < $1.path }
        let part = step?.part("sending tarball", of: blobs.reduce(0) { $0 + $1.1.size })
        let time = (modified?.microseconds ?? 0).multipliedReportingOverflow(by: 1000)
        let attributes = { FileAttributes(mode: $0, modified: time.overflow ? 0 : time.partialValue) }
        let algorithms = Set(blobs.map(\.1.digest.algorithm.rawValue)).sorted()
        for directory in [ImageLayoutNames.blobs] + algorithms.map({ "\(ImageLayoutNames.blobs)/\($0)" }) {
            try put(TarHeader.encoded(directory, attributes(0o755)))
        }
        for (path, descriptor, content) in blobs {
            try put(TarHeader.encoded(path, attributes(0o444), size: descriptor.size))
            try forEachPiece(of: descriptor, content) {
                try Interruption.check()
                try sink($0)
                part?.advance($0.count)
            }
            try put(TarHeader.padding(descriptor.size))
        }
        for (name, bytes, mode) in lastFiles {
            let size = Int64(bytes.count)
            try put(TarHeader.encoded(name, attributes(mode), size: size) + bytes + TarHeader.padding(size))
        }
        try put(TarHeader.end)
        part?.finish()
    }

    /// What stands behind the blobs.
    var lastFiles: [(name: String, bytes: [UInt8], mode: UInt32)] {
        var files: [(String, [UInt8], UInt32)] = [(ImageLayoutNames.index, index, 0o644)]
        if hasDockerManifest { files.append((ImageLayoutNames.dockerManifest, dockerManifest, 0o644)) }
        files.append((ImageLayoutNames.layoutFile, Array(ImageLayoutNames.layoutContent.utf8), 0o444))
        return files
    }

    /// `docker load` goes by it. Images for several platforms have no place in it.
    private var dockerManifest: [UInt8] {
        let images: [JSON] = images.compactMap { named in
            guard let configuration = named.image.configuration, let manifest = named.image.manifest else { return nil }
            return [
                "Config": .string(ImageLayoutNames.path(of: configuration)),
                "RepoTags": .array(named.familiarNames.map(JSON.string)),
                "Layers": .array(manifest.layers.map { .string(ImageLayoutNames.path(of: $0.digest)) }),
            ]
        }
        return JSON.array(images).encoded()
    }
}

// As a directory.
extension ImageArchiveContent {
    /// Adds to the layout that is there, if one is. Its index is the last to be written.
    func writeLayout(to place: Path, _ step: ExportStep) throws {
        let part = step.part("copying layout", of: blobs.reduce(0) { $0 + $1.descriptor.size })
        for (descriptor, content) in blobs {
            let path = place / ImageLayoutNames.path(of: descriptor.digest)
            if try LocalFileSystem().status(path)?.length == descriptor.size { continue }
            let file = try OutputFile(path)
            try forEachPiece(of: descriptor, content) {
                try Interruption.check()
                try file.write($0)
                part.advance($0.count)
            }
            try file.finish()
        }
        let index = try merged(place / ImageLayoutNames.index)
        try OutputFile.write(Array(ImageLayoutNames.layoutContent.utf8), to: place / ImageLayoutNames.layoutFile)
        if hasDockerManifest { try OutputFile.write(dockerManifest, to: place / ImageLayoutNames.dockerManifest) }
        try OutputFile.write(index.json.encoded(), to: place / ImageLayoutNames.index)
        part.finish()
    }

    /// The index that is there, with our images in the place of those that have their names.
    private func merged(_ path: Path) throws -> Index {
        let entries = images.flatMap(\.entries)
        guard try LocalFileSystem().status(path)?.kind == .file else { return Index(manifests: entries) }
        let bytes = try OpenFile(path, .read, on: LocalFileSystem()).readToEnd(limit: JSON.sizeLimit)
        var index = try Index(parsing: bytes)
        let names = Set(entries.map { $0.annotations[ImageLayoutNames.referenceName] })
        index.manifests.removeAll { old in
            let name = old.annotations[ImageLayoutNames.referenceName]
            return name == nil ? entries.contains { $0.digest == old.digest } : names.contains(name)
        }
        index.manifests += entries
        return index
    }
}
