internal import ContentStore
internal import Host
internal import Layers
internal import OCI
internal import Synchronization
internal import Values

/// The blobs by which an image has its layers, in the form that an output wants: packed by all processors, and each once.
struct PackedLayers {
    private let store: Store
    private let layers: LayerStore
    private let options: ImageOptions

    init(_ store: Store, _ layers: LayerStore, _ options: ImageOptions) {
        self.store = store
        self.layers = layers
        self.options = options
    }

    /// A layer as the local store has it.
    static func plain(_ layer: StoredLayer, _ form: LayerForm) -> Descriptor {
        Descriptor(
            mediaType: form.isDocker ? MediaType.dockerLayer : MediaType.layer, digest: layer.diffID, size: layer.size)
    }

    /// A layer as an image of the local store has it: what came packed stays so, whether or not it is here or was unpacked, so that it
    /// is always the same image.
    static func kept(_ place: LayerPlace, _ form: LayerForm) -> Descriptor {
        switch place {
        case .packed(let base): named(base.descriptor, form)
        case .unpacked(let layer, _): place.original.map { named($0, form) } ?? plain(layer, form)
        }
    }

    /// The blob of a base image, in the words of the image that it goes into.
    private static func named(_ original: Descriptor, _ form: LayerForm) -> Descriptor {
        var original = original
        original.mediaType = MediaTypes(isDocker: form.isDocker).layer(original.mediaType)
        if form.isDocker { original.annotations = [:] }
        return original
    }

    /// For each image, in the order of its layers.
    func descriptors(of images: [BuiltImage], _ step: ExportStep) throws -> [[Descriptor]] {
        let lease = try store.lease(for: "export")
        var found: [Digest: Descriptor] = [:]
        var missing: [StoredLayer] = []
        for layer in images.lazy.flatMap(\.layers) where found[layer.diffID] == nil {
            if let known = try original(of: layer, under: lease) {
                found[layer.diffID] = known
            } else if missing.contains(where: { $0.diffID == layer.diffID }) {
                continue
            } else {
                switch layer.place {
                case .unpacked(let files, _): missing.append(files)
                case .packed(let base): found[layer.diffID] = Self.named(base.descriptor, options.form)
                }
            }
        }
        let packed = try pack(missing.filter { found[$0.diffID] == nil }, step)
        found.merge(packed) { known, _ in known }
        return images.map { $0.layers.compactMap { found[$0.diffID] } }
    }

    /// The blob that a base image has, unless all layers are to have one form.
    private func original(of layer: BuiltLayer, under lease: Lease) throws -> Descriptor? {
        guard !options.forcesForm, let original = layer.place.original, try lease.add(original.digest) else {
            return nil
        }
        return Self.named(original, options.form)
    }

    private func pack(_ missing: [StoredLayer], _ step: ExportStep) throws -> [Digest: Descriptor] {
        // The largest first: it is what all wait for in the end.
        let missing = missing.sorted { $0.size > $1.size }
        let next = Atomic(0)
        let results = Mutex<(found: [Digest: Descriptor], failure: (any Error)?)>(([:], nil))
        Crew.run(missing.count) { _ in
            while results.withLock({ $0.failure == nil }) {
                let place = next.add(1, ordering: .relaxed).oldValue
                if place >= missing.count { return }
                do {
                    let descriptor = try pack(missing[place], step)
                    results.withLock { $0.found[missing[place].diffID] = descriptor }
                } catch {
                    results.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        let (found, failure) = results.withLock { ($0.found, $0.failure) }
        if let failure { throw failure }
        return found
    }

    private func pack(_ layer: StoredLayer, _ step: ExportStep) throws -> Descriptor {
        if options.form.compression == .none { return Self.plain(layer, options.form) }
        let part = step.part("layer \(layer.diffID.short)", of: layer.size)
        let descriptor = try layers.blob(of: layer, as: options.form) { part.reach($0) }
        part.finish()
        return descriptor
    }
}
