internal import BakeLanguage
internal import OCI
internal import Values

/// Writes the documents of an image of which the layers are known: a configuration and a manifest for each platform, and an
/// index over several.
struct ImageComposition {
    let types: MediaTypes
    let annotations: AnnotationSet

    /// `layers` are those of the images, in their order.
    func image(_ images: [BuiltImage], _ layers: [[Descriptor]]) -> WrittenImage {
        var documents: [WrittenDocument] = []
        var manifests: [Descriptor] = []
        for (image, layers) in zip(images, layers) {
            let configuration = WrittenDocument(image.configuration.json, types.configuration)
            let manifest = manifest(of: image, configuration.descriptor, layers)
            documents += [configuration, manifest]
            var descriptor = manifest.descriptor
            descriptor.platform = image.platform
            descriptor.annotations = annotations.of(.manifestDescriptor, image.platform)
            manifests.append(descriptor)
        }
        let distinct = Self.distinct(layers.joined())
        guard manifests.count > 1 else {
            return WrittenImage(
                root: manifests[0], configuration: documents[0].descriptor.digest, documents: documents,
                layers: distinct)
        }
        let index = index(of: manifests)
        var root = index.descriptor
        root.annotations = annotations.of(.indexDescriptor, nil)
        return WrittenImage(root: root, configuration: nil, documents: documents + [index], layers: distinct)
    }

    private func manifest(
        of image: BuiltImage, _ configuration: Descriptor, _ layers: [Descriptor]
    ) -> WrittenDocument {
        var manifest = Manifest(mediaType: types.manifest, configuration: configuration, layers: layers)
        manifest.annotations = annotations.of(.manifest, image.platform)
        return WrittenDocument(
            manifest.json, types.manifest, parts: [configuration.digest] + layers.map(\.digest))
    }

    private func index(of manifests: [Descriptor]) -> WrittenDocument {
        var index = Index(mediaType: types.index, manifests: manifests)
        index.annotations = annotations.of(.index, nil)
        return WrittenDocument(index.json, types.index, parts: manifests.map(\.digest))
    }

    static func distinct(_ descriptors: some Sequence<Descriptor>) -> [Descriptor] {
        var seen: Set<Digest> = []
        return descriptors.filter { seen.insert($0.digest).inserted }
    }
}
