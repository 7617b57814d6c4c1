internal import BakeLanguage
internal import ContentStore
internal import Host
internal import Layers
internal import OCI
internal import Values

// Images: in the local store, and as archives.
extension Exporter {
    func keep(_ target: BuiltTarget, _ options: ImageOptions) throws -> ExportResult {
        let named = try kept(target, options)
        let (image, names) = (named.image, named.names)
        if try names.isEmpty || !isKept(image.root.digest, under: names) {
            let lease = try store.lease(for: "image")
            try KeptImage(store).keep(image, under: lease)
            try withExtendedLifetime(lease) {
                for name in names { try store.setReference(name, to: image.root.digest) }
            }
        }
        return ExportResult(descriptor: image.root, configuration: image.configuration, names: names)
    }

    /// The image as the local store has it: layers as plain tar, but for those of bases that nobody has needed.
    func kept(_ target: BuiltTarget, _ options: ImageOptions) throws -> NamedImage {
        guard !target.images.isEmpty else { throw OutputFault.noImage(target: target.name) }
        var options = options
        (options.form, options.forcesForm) = (LayerForm(.none, isDocker: options.form.isDocker), true)
        let images = try timed(target, options, nil)
        let kept = images.map { $0.layers.map { PackedLayers.kept($0.place, options.form) } }
        var image = try composition(of: target, options).image(images, kept)
        image.elsewhere = try elsewhere(images)
        return NamedImage(image, try names(of: target, options, image.root.digest))
    }

    /// The blobs of layers of bases that are not here; where they may be had is noted.
    private func elsewhere(_ images: [BuiltImage]) throws -> Set<Digest> {
        var found: Set<Digest> = []
        for layer in images.lazy.flatMap(\.layers) {
            guard case .packed(let base) = layer.place, !base.isHere else { continue }
            let digest = base.descriptor.digest
            if found.insert(digest).inserted, let image = base.image, try store.places(of: digest).isEmpty {
                try store.note([BlobPlace(registry: image.registry, repository: image.repository, digest: digest)])
            }
        }
        return found
    }

    /// Whether an image has its names already: then nothing is to be done, which is what most builds come to.
    private func isKept(_ digest: Digest, under names: [String]) throws -> Bool {
        let known = Dictionary(try store.references().lazy.filter { $0.digest == digest }.map { ($0.name, $0.created) })
        {
            first, _ in first
        }
        return try names.allSatisfy { name in
            guard let created = known[name] else { return false }
            // What a registry said of the name since then would go before.
            return try store.resolution(of: name).map { $0.asked < created } ?? true
        }
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

    /// Has a Docker engine load the image. Nothing is compressed for a way within this machine.
    func load(_ target: BuiltTarget, _ options: ImageOptions, _ step: ExportStep) throws -> ExportResult {
        var options = options
        (options.form, options.forcesForm) = (LayerForm(.none, isDocker: options.form.isDocker), true)
        let (named, result) = try written(target, options, isDocker: true, step)
        var docker = docker
        docker.context = options.dockerContext
        try docker.load(EngineImage(named, store, step))
        return result
    }

    /// Packs the image, and has it pushed to all of its names. It is on its way when this returns.
    func push(_ target: BuiltTarget, _ options: ImageOptions, _ step: ExportStep) throws -> ExportResult {
        guard let pushes else { preconditionFailure("who asks for pushes gives a set for them") }
        let (named, result) = try written(target, options, isDocker: false, step, isForRegistry: true)
        let names = try options.names(of: target).map { try ImageReference($0) }
        if names.isEmpty { throw OutputFault.nameless }
        let places = options.pushesByDigest ? names.map(\.untagged) : names
        try store.push(
            named.image, as: places, in: pushes, step.listener, trustingAnyone: options.trustsAnyone)
        return result
    }

    /// The image as an archive has it. `isForRegistry`: layers of base images may be elsewhere, from where whoever pushes gets those
    /// that the registry lacks.
    private func written(
        _ target: BuiltTarget, _ options: ImageOptions, isDocker: Bool, _ step: ExportStep, isForRegistry: Bool = false
    ) throws -> (NamedImage, ExportResult) {
        let platforms = target.images.map(\.platform)
        if isDocker, platforms.count > 1 { throw OutputFault.dockerHasOnePlatform(platforms) }
        var options = options
        if options.form.compression == .estargz {
            options.form.compression = .gzip
            step.warn("\"compression=estargz\" comes with a later version; the layers are packed with gzip")
        }
        let composition = try composition(of: target, options)
        var images = try timed(target, options, step)
        if !isForRegistry || options.forcesForm { images = try brought(images, unpacking: options.forcesForm) }
        let packed = try PackedLayers(store, layers, options).descriptors(of: images, step)
        var image = composition.image(images, packed)
        if isForRegistry { image.elsewhere = try elsewhere(images) }
        let names = try names(of: target, options, image.root.digest)
        let epoch = options.epoch.epoch(else: target.epoch)
        image.root.annotations[ImageLayoutNames.created] = epoch?.description ?? images.lazy.compactMap(\.created).first
        let result = ExportResult(descriptor: image.root, configuration: image.configuration, names: names)
        return (NamedImage(image, names), result)
    }

    /// The images with all that they are made of on this machine: blobs of base images, which are handed on, or their files.
    private func brought(_ images: [BuiltImage], unpacking: Bool) throws -> [BuiltImage] {
        try images.map { image in
            var image = image
            let places = image.layers.map(\.place)
            let brought =
                unpacking
                ? zip(places, try bases.unpacked(places)).map { LayerPlace.unpacked($1, base: $0.base) }
                : try bases.fetched(places)
            image.layers = zip(image.layers, brought).map { BuiltLayer($1, step: $0.step) }
            return image
        }
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
            guard !layer.isOfBase, let files = layer.place.files else { return layer }
            return BuiltLayer(.unpacked(try store.clamped(files, to: epoch)), step: layer.step)
        }
        image.configuration.layers = image.layers.map(\.diffID)
        return image
    }
}
