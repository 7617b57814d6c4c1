package import ContentStore
package import Events
internal import Host
internal import Layers
package import OCI
package import Transfers
package import Values

/// An image that was brought into the store from its registry.
package struct PulledImage: Sendable {
    package let reference: ImageReference
    package let digest: Digest
    package let platforms: [Platform]
}

/// Which images of an index are wanted.
package enum PulledPlatforms: Sendable {
    case all
    case some([Platform])
}

/// Brings whole images into the store, each under its name. Any thread may ask.
package struct ImagePulling: Sendable {
    private let store: Store
    private let maker: ImageSourceMaker

    /// `maker` makes what asks again what names lead to.
    package init(_ store: Store, from maker: @escaping ImageSourceMaker) {
        self.store = store
        self.maker = maker
    }

    /// Tells listeners as of a step of its own.
    package func pull(
        _ reference: ImageReference, for wanted: PulledPlatforms, listener: any BuildListener
    ) throws -> PulledImage {
        let step = ExportStep("pulling \(reference.familiar)", of: [reference.familiar], listener)
        let parts = Guarded<[String: ExportPart]>([:])
        let told = Guarded<Set<String>>([])
        let source = maker { news in
            switch news {
            case .notice(_, let words):
                if told.withLock({ $0.insert(words).inserted }) { step.warn(words) }
            case .progress(_, let id, let done, let total):
                parts.withLock { parts in
                    let part = parts[id] ?? step.part(id, of: total)
                    parts[id] = part
                    part.reach(done)
                    if done == total { part.finish() }
                }
            }
        }
        return try step.run { try pull(reference, wanted, from: source) }
    }

    private func pull(
        _ reference: ImageReference, _ wanted: PulledPlatforms, from source: any ImageSource
    ) throws -> PulledImage {
        let lease = try store.lease(for: "pull")
        let (root, images) = try documents(of: reference, wanted, from: source, lease)
        try source.fetch(
            ImageComposition.distinct(images.lazy.flatMap(\.manifest.layers)), of: reference, under: lease)
        try ImageCatalog(store).image(root, named: reference.description)?.noteParts(in: store)
        try store.setReference(reference.description, to: root)
        return withExtendedLifetime(lease) {
            PulledImage(reference: reference, digest: root, platforms: images.map(\.platform))
        }
    }

    /// Gets what says what the image is, for all platforms that are wanted.
    private func documents(
        of reference: ImageReference, _ wanted: PulledPlatforms, from source: any ImageSource, _ lease: Lease
    ) throws -> (root: Digest, images: [Image]) {
        var platforms: [Platform] = []
        if case .some(let some) = wanted { platforms = some }
        guard let root = try source.resolve(reference, for: platforms, under: lease) else {
            throw OutputFault.noSuchImage(reference)
        }
        let documents = StoredDocuments(store)
        if case .all = wanted {
            platforms = try self.platforms(of: root, in: documents)
            _ = try source.resolve(reference.pinned(to: root), for: platforms, under: lease)
        }
        return (root, try platforms.map { try Image(root, for: $0, from: documents) })
    }

    /// What an index has images for. A lone image is taken whatever it is for.
    private func platforms(of root: Digest, in documents: StoredDocuments) throws -> [Platform] {
        guard let bytes = try documents.blob(root, limit: JSON.sizeLimit),
            case .index(let index) = try ImageDocument(parsing: bytes)
        else { return [Machine().platform] }
        return index.manifests.filter { !$0.isAttestation }.compactMap(\.platform)
    }
}

extension ImageReference {
    fileprivate func pinned(to digest: Digest) -> ImageReference {
        ImageReference(registry: registry, repository: repository, tag: tag, digest: digest)
    }
}

extension StoredImage {
    /// Says of each document which blobs it leads to that are here, so that they stay as long as it does.
    fileprivate func noteParts(in store: Store) throws {
        for document in documents {
            try store.noteParts(of: document.descriptor.digest, document.bytes)
        }
    }
}
