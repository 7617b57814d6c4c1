internal import BakeLanguage
internal import ContentStore
internal import Host
internal import Layers
internal import OCI
internal import Values

// Images: in the local store, and as archives.
extension Exporter {
    func keep(_ target: BuiltTarget, _ options: ImageOptions) throws -> ExportResult {
        guard !target.images.isEmpty else { throw OutputFault.noImage(target: target.name) }
        var options = options
        (options.form, options.forcesForm) = (LayerForm(.none, isDocker: options.form.isDocker), true)
        let images = try timed(target, options, nil)
        let plain = images.map { $0.layers.map { PackedLayers.plain($0.layer, options.form) } }
        let image = try composition(of: target, options).image(images, plain)
        let names = try names(of: target, options, image.root.digest)
        if try names.isEmpty || !isKept(image.root.digest, under: names) {
            let lease = try store.lease(for: "image")
            try KeptImage(store).keep(image, under: lease)
            try withExtendedLifetime(lease) {
                for name in names { try store.setReference(name, to: image.root.digest) }
            }
        }
        return ExportResult(descriptor: image.root, configuration: image.configuration, names: names)
    }

    /// Whether an image has its names already: then nothing is to be done, which is what most builds come to.
    private func isKept(_ digest: Digest, under names: [String]) throws -> Bool {
        let known = Set(try store.references().lazy.filter { $0.digest == digest }.map(\.name))
        return known.isSuperset(of: names)
    }

    func archive(
        _ target: BuiltTarget, _ options: ImageOptions, isDocker: Bool, to output: Output, _ step: ExportStep
    ) throws -> ExportResult {
        let (named, result) = try written(target, options, isDocker: isDocker, step)
        let content = ImageArchiveContent([named], hasDockerManifest: isDocker, store)
        if options.isArchive {
            let epoch = options.epoch.epoch(else: target.epoch)
            try content.writeArchive(to: try place(output), modified: epoch, step)
        } else {
            guard !output.destination.isEmpty else { throw OutputFault.noDestination(type: output.type) }
            try content.writeLayout(to: Path(word: output.destination), step)
        }
        return result
    }

    /// Has a Docker daemon load the image. Nothing is compressed for a way within this machine.
    func load(_ target: BuiltTarget, _ options: ImageOptions, _ step: ExportStep) throws -> ExportResult {
        var options = options
        (options.form, options.forcesForm) = (LayerForm(.none, isDocker: options.form.isDocker), true)
        let (named, result) = try written(target, options, isDocker: true, step)
        var docker = docker
        docker.context = options.dockerContext
        try docker.load(ImageArchiveContent([named], hasDockerManifest: true, store), step)
        return result
    }

    /// The image as an archive has it.
    private func written(
        _ target: BuiltTarget, _ options: ImageOptions, isDocker: Bool, _ step: ExportStep
    ) throws -> (NamedImage, ExportResult) {
        let platforms = target.images.map(\.platform)
        if isDocker, platforms.count > 1 { throw OutputFault.dockerHasOnePlatform(platforms) }
        var options = options
        if options.form.compression == .estargz {
            options.form.compression = .gzip
            step.warn("\"compression=estargz\" comes with a later version; the layers are packed with gzip")
        }
        let composition = try composition(of: target, options)
        let images = try timed(target, options, step)
        let packed = try PackedLayers(store, layers, options).descriptors(of: images, step)
        var image = composition.image(images, packed)
        let names = try names(of: target, options, image.root.digest)
        let epoch = options.epoch.epoch(else: target.epoch)
        image.root.annotations[ImageLayoutNames.created] = epoch?.description ?? images.lazy.compactMap(\.created).first
        let result = ExportResult(descriptor: image.root, configuration: image.configuration, names: names)
        return (NamedImage(image, names), result)
    }

    private func composition(of target: BuiltTarget, _ options: ImageOptions) throws(OutputFault) -> ImageComposition {
        let annotations = AnnotationSet(
            options.annotations + (try AnnotationSet.annotations(target.annotations, here)))
        let hasOCITypes = !options.form.isDocker
        try annotations.check(against: target.images.map(\.platform), hasOCITypes: hasOCITypes)
        return ImageComposition(types: MediaTypes(isDocker: !hasOCITypes), annotations: annotations)
    }

    /// The images with the times that an output wants.
    private func timed(_ target: BuiltTarget, _ options: ImageOptions, _ step: ExportStep?) throws -> [BuiltImage] {
        let epoch = options.epoch.epoch(else: target.epoch)
        guard let epoch else {
            if options.rewritesTimes { step?.warn("\"rewrite-timestamp\" does nothing without SOURCE_DATE_EPOCH") }
            return target.images
        }
        return try target.images.map { image in
            var image = options.epoch == .unsaid ? image : image.clamped(to: epoch)
            if options.rewritesTimes { image = try image.rewritten(to: epoch, by: layers) }
            return image
        }
    }

    private func names(of target: BuiltTarget, _ options: ImageOptions, _ digest: Digest) throws(OutputFault)
        -> [String]
    {
        let names = try options.names(of: target)
        guard let prefix = options.danglingPrefix, names.isEmpty || !options.isPrefixForNameless else { return names }
        return names + [try ImageNames.full("\(prefix)@\(digest)")]
    }
}

extension BuiltImage {
    fileprivate var created: String? { configuration.created }

    /// With layers that have no file younger than a moment, but for those of the base.
    fileprivate func rewritten(to epoch: Timestamp, by store: LayerStore) throws -> BuiltImage {
        var image = self
        image.layers = try layers.map { layer in
            if layer.isOfBase { return layer }
            return BuiltLayer(layer: try store.clamped(layer.layer, to: epoch), original: nil, step: layer.step)
        }
        image.configuration.layers = image.layers.map(\.layer.diffID)
        return image
    }
}
