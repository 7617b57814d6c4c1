internal import ContentStore
internal import Layers
internal import OCI
internal import Values

/// Makes of an image of the local store, whose layers are plain, one as registries want it.
///
/// Layers that are packed already stay as they are, and so does an image that has no others: to the byte, with its digest.
struct ImagePacking {
    private let store: Store
    private let layers: LayerStore
    private let form: LayerForm

    init(_ store: Store, _ layers: LayerStore, _ form: LayerForm) {
        self.store = store
        self.layers = layers
        self.form = form
    }

    func packed(_ image: StoredImage) throws -> WrittenImage {
        var packed = try withPackedLayers(image)
        packed.elsewhere = try store.elsewhere(packed.layers)
        return packed
    }

    private func withPackedLayers(_ image: StoredImage) throws -> WrittenImage {
        let written = image.written
        if form.compression == .none || !image.layers.contains(where: { MediaType.isPlainLayer($0.mediaType) }) {
            return try written.with(parts: store)
        }
        var changed: [Digest: WrittenDocument] = [:]
        var packed: [Descriptor] = []
        for variant in image.variants {
            var manifest = variant.manifest
            manifest.layers = try zip(manifest.layers, variant.configuration.layers).map { try self.packed($0, $1) }
            packed += manifest.layers
            let parts = manifest.blobs.map(\.digest)
            changed[variant.digest] = WrittenDocument(manifest.json, manifest.mediaType, parts: parts)
        }
        return try written.replacing(changed, layers: ImageComposition.distinct(packed))
    }

    private func packed(_ layer: Descriptor, _ diffID: Digest) throws -> Descriptor {
        guard MediaType.isPlainLayer(layer.mediaType) else { return layer }
        var form = form
        form.isDocker = layer.mediaType == MediaType.dockerLayer
        return try layers.blob(of: known(layer.digest), as: form)
    }

    /// The layer whose plain tar a blob is.
    private func known(_ diffID: Digest) throws -> StoredLayer {
        if let layer = try layers.kept(store.layer(diffID)) { return layer }
        guard let blob = try store.open(diffID) else { throw OutputFault.missingBlob(diffID) }
        var offset: Int64 = 0
        return try layers.imported(diffID) { buffer in
            let count = try blob.read(at: offset, into: buffer)
            offset += Int64(count)
            return count
        }
    }
}

extension MediaType {
    static func isPlainLayer(_ type: String) -> Bool { type == layer || type == dockerLayer }
}

extension WrittenImage {
    /// The same image, with what each document leads to, as far as the store has it.
    fileprivate func with(parts store: Store) throws -> WrittenImage {
        var image = self
        image.documents = try documents.map { document in
            var document = document
            document.parts = try store.parts(of: document.descriptor.digest)
            return document
        }
        return image
    }

    /// The image with other manifests, and an index that leads to those. What an index leads to and is not here is left out.
    fileprivate func replacing(_ changed: [Digest: WrittenDocument], layers: [Descriptor]) throws -> WrittenImage {
        var (image, changed) = (self, changed)
        image.documents = documents.compactMap { document in
            guard case .index(var index)? = try? ImageDocument(parsing: document.bytes) else {
                return changed[document.descriptor.digest] ?? document
            }
            index.manifests = index.manifests.compactMap { entry in
                guard let other = changed[entry.digest] else { return nil }
                var entry = entry
                (entry.digest, entry.size) = (other.descriptor.digest, other.descriptor.size)
                return entry
            }
            let written = WrittenDocument(index.json, index.mediaType, parts: index.manifests.map(\.digest))
            changed[document.descriptor.digest] = written
            return written
        }
        image.layers = layers
        if let root = changed[root.digest]?.descriptor {
            (image.root.digest, image.root.size) = (root.digest, root.size)
        }
        return image
    }
}
