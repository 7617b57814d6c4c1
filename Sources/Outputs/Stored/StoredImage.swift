package import ContentStore
package import OCI
package import Values

/// An image of the local store, with as much of its documents as is there.
package struct StoredImage {
    /// For one platform.
    package struct Variant {
        package let digest: Digest
        package let manifest: Manifest
        package let configuration: ImageConfiguration
    }

    /// In full: `docker.io/library/app:latest`.
    package let name: String?
    /// Its manifest or index.
    let root: WrittenDocument
    package private(set) var variants: [Variant] = []
    /// Configurations and manifests, what leads to others behind it.
    private(set) var documents: [WrittenDocument] = []

    init(name: String?, root: WrittenDocument) {
        self.name = name
        self.root = root
    }

    package var digest: Digest { root.descriptor.digest }
    package var platforms: [Platform] { variants.map(\.configuration.platform) }
    package var created: String? { variants.lazy.compactMap(\.configuration.created).max() }

    /// The layers of all platforms, each once.
    package var layers: [Descriptor] { ImageComposition.distinct(variants.lazy.flatMap(\.manifest.layers)) }

    /// Of the layers as they are kept.
    package var size: Int64 { layers.reduce(0) { $0 &+ $1.size } }

    /// Its layers as far as they are here: where they are not, they are known to be in registries, or lost.
    package func places(in store: Store) throws -> [LayerPlace] {
        let reference = name.flatMap { try? ImageReference($0) }
        return try variants.flatMap { variant in
            try zip(variant.manifest.layers, variant.configuration.layers).map { descriptor, diffID in
                .packed(
                    BaseLayer(
                        diffID: diffID, descriptor: descriptor, image: reference,
                        isHere: try store.blob(descriptor.digest) != nil))
            }
        }
    }

    /// What goes into an archive.
    var written: WrittenImage {
        var descriptor = root.descriptor
        if variants.count == 1, variants[0].digest == digest {
            descriptor.platform = variants[0].configuration.platform
        }
        return WrittenImage(
            root: descriptor, configuration: variants.count == 1 ? variants[0].manifest.configuration.digest : nil,
            documents: documents, layers: layers)
    }

    /// The same for one of its platforms, by itself.
    func written(_ variant: Variant) -> WrittenImage {
        let parts = [variant.manifest.configuration.digest, variant.digest]
        let documents = parts.compactMap { part in self.documents.first { $0.descriptor.digest == part } }
        var descriptor = documents.last?.descriptor ?? root.descriptor
        descriptor.platform = variant.configuration.platform
        return WrittenImage(
            root: descriptor, configuration: parts[0], documents: documents,
            layers: ImageComposition.distinct(variant.manifest.layers))
    }

    /// Adds what a document leads to. What is not there is left out: images for other platforms may never have been.
    mutating func add(
        _ document: ImageDocument, _ written: WrittenDocument, from catalog: ImageCatalog, depth: Int
    ) throws {
        guard depth < 4 else { return }
        switch document {
        case .manifest(let manifest):
            let digest = manifest.configuration.digest
            guard let bytes = try catalog.document(digest),
                let configuration = try? ImageConfiguration(
                    parsing: bytes, platform: Platform(system: "linux", architecture: "unknown"))
            else { return }
            variants.append(
                Variant(digest: written.descriptor.digest, manifest: manifest, configuration: configuration))
            documents.append(WrittenDocument(bytes: bytes, digest: digest, type: manifest.configuration.mediaType))
        case .index(let index):
            for descriptor in index.manifests where !descriptor.isAttestation {
                guard let bytes = try catalog.document(descriptor.digest),
                    let inner = try? ImageDocument(parsing: bytes)
                else { continue }
                try add(
                    inner, WrittenDocument(bytes: bytes, digest: descriptor.digest, inner), from: catalog,
                    depth: depth + 1)
            }
        }
        documents.append(written)
    }
}

extension WrittenDocument {
    /// A document that was written before.
    init(bytes: [UInt8], digest: Digest, _ document: ImageDocument) {
        switch document {
        case .manifest(let manifest): self.init(bytes: bytes, digest: digest, type: manifest.mediaType)
        case .index(let index): self.init(bytes: bytes, digest: digest, type: index.mediaType)
        }
    }

    init(bytes: [UInt8], digest: Digest, type: String) {
        self.bytes = bytes
        descriptor = Descriptor(mediaType: type, digest: digest, size: Int64(bytes.count))
    }
}
