package import ContentStore
package import Events
internal import Hashing
internal import Host
package import Layers
internal import OCI
internal import Synchronization
package import Transfers
internal import Values

/// Brings layers of base images onto this machine and unpacks them, when something needs that: the blobs of one image all at once,
/// each layer once. Any thread may ask.
package final class BaseLayers: Sendable {
    private let store: Store
    private let layers: LayerStore
    /// Nil where nobody is asked.
    private let maker: ImageSourceMaker?
    private let source = Mutex<(any ImageSource)?>(nil)
    private let listener = Mutex<(any BuildListener)?>(nil)
    private let unpacked = Mutex<[Digest: StoredLayer]>([:])
    private let turns = Mutex<[String: Turn]>([:])
    private let loads = Mutex<[Load]>([])

    /// Something that is told of now.
    private struct Load {
        let image: String
        let step: Digest
        let began: Timestamp
    }

    /// Who brings layers of an image; others that need some wait.
    private final class Turn: Sendable {
        let lock = Mutex<Void>(())
    }

    package init(_ store: Store, _ layers: LayerStore, from maker: ImageSourceMaker?) {
        self.store = store
        self.layers = layers
        self.maker = maker
    }

    /// Has somebody told of what is done from here on.
    package func tell(_ listener: any BuildListener) { self.listener.withLock { $0 = listener } }

    /// Tells how far a transfer is, as of the load that wanted it.
    package func hear(_ news: TransferNews) {
        guard let listener = listener.withLock({ $0 }) else { return }
        func load(_ image: String) -> Load? {
            let name = (try? ImageReference(image))?.description ?? image
            return loads.withLock { $0.last { $0.image == name } ?? $0.last }
        }
        switch news {
        case .progress(let image, let part, let done, let total):
            guard let load = load(image) else { return }
            let progress = EventProgress(
                id: part, current: done, total: total, began: load.began, isDone: done == total)
            listener.hear(.progress(load.step, progress, at: WallClock.system.now()))
        case .notice(let image, let words):
            if let load = load(image) { listener.hear(.warning(load.step, EventWarning(words))) }
        }
    }

    /// The layers with their files.
    package func unpacked(_ places: [LayerPlace]) throws -> [StoredLayer] {
        let packed = places.compactMap { if case .packed(let base) = $0 { base } else { nil } }
        if packed.isEmpty { return places.compactMap(\.files) }
        let found = try unpack(packed)
        return places.compactMap { $0.files ?? found[$0.diffID] }
    }

    /// The files of a layer, if it was unpacked at some time; nothing is done for that.
    package func files(of place: LayerPlace) throws -> StoredLayer? {
        try place.files ?? unpacked.withLock { $0[place.diffID] } ?? layers.kept(store.layer(place.diffID))
    }

    /// The same layers, of which all that are not unpacked have their blobs in the store.
    package func fetched(_ places: [LayerPlace]) throws -> [LayerPlace] {
        let missing = places.compactMap { if case .packed(let base) = $0, !base.isHere { base } else { nil } }
        if missing.isEmpty { return places }
        try byImage(missing) { image, layers in
            try telling(image) { try fetch(layers) }
        }
        return places.map { place in
            guard case .packed(var base) = place else { return place }
            base.isHere = true
            return .packed(base)
        }
    }

    private func unpack(_ packed: [BaseLayer]) throws -> [Digest: StoredLayer] {
        var found: [Digest: StoredLayer] = [:]
        try byImage(packed) { image, all in
            let missing = try all.filter { base in
                let known = try files(of: .packed(base))
                found[base.diffID] = known
                return known == nil
            }
            if missing.isEmpty { return }
            let loaded = try telling(image) {
                // The plain tar of one that is here does as well.
                try fetch(missing.filter { try store.blob($0.diffID) == nil })
                return try Parallel.map(missing, fewest: 1) { base in Result { try load(base) } }.map { try $0.get() }
            }
            for layer in loaded { found[layer.diffID] = layer }
        }
        let all = found
        unpacked.withLock { $0.merge(all) { known, _ in known } }
        return found
    }

    /// Image by image, each by one thread at a time: who comes second finds what the first has brought.
    private func byImage(_ layers: [BaseLayer], _ body: (String, [BaseLayer]) throws -> Void) throws {
        var names: [String] = []
        for layer in layers where !names.contains(layer.name) { names.append(layer.name) }
        for name in names {
            let turn = turns.withLock { turns in
                let turn = turns[name] ?? Turn()
                turns[name] = turn
                return turn
            }
            try turn.lock.withLock { _ in try body(name, layers.filter { $0.name == name }) }
        }
    }

    /// Brings those blobs into the store that it lacks.
    private func fetch(_ wanted: [BaseLayer]) throws {
        let lacking = try wanted.filter { try !layers.lease.add($0.descriptor.digest) }
        for (origin, missing) in try origins(of: lacking) {
            guard let source = madeSource() else { throw OutputFault.layersElsewhere(of: origin) }
            try source.fetch(missing.map(\.descriptor), of: origin, under: layers.lease)
        }
    }

    private func madeSource() -> (any ImageSource)? {
        source.withLock { source in
            if source == nil { source = maker? { [weak self] in self?.hear($0) } }
            return source
        }
    }

    /// Where blobs are to be had: by the image that they are known of, or where they were before. An image that was made here
    /// may be called as one that no registry has.
    private func origins(of missing: [BaseLayer]) throws -> [(ImageReference, [BaseLayer])] {
        var found: [ImageReference: [BaseLayer]] = [:]
        for layer in missing {
            let places = try store.places(of: layer.descriptor.digest)
            let isThere = places.contains {
                $0.registry == layer.image?.registry && $0.repository == layer.image?.repository
            }
            let elsewhere = places.first.map {
                ImageReference(registry: $0.registry, repository: $0.repository, tag: nil, digest: nil)
            }
            guard let origin = isThere ? layer.image : elsewhere ?? layer.image else {
                throw OutputFault.missingBlob(layer.descriptor.digest)
            }
            found[origin, default: []].append(layer)
        }
        return found.sorted { $0.key.description < $1.key.description }
    }

    private func load(_ base: BaseLayer) throws -> StoredLayer {
        guard let blob = try store.open(base.descriptor.digest) ?? store.open(base.diffID) else {
            throw OutputFault.missingBlob(base.descriptor.digest)
        }
        var offset: Int64 = 0
        return try layers.imported(base.diffID) { buffer in
            let count = try blob.read(at: offset, into: buffer)
            offset += Int64(count)
            return count
        }
    }

    /// Tells of it as of a step of its own.
    private func telling<Value>(_ image: String, _ body: () throws -> Value) throws -> Value {
        guard let listener = listener.withLock({ $0 }) else { return try body() }
        let clock = WallClock.system
        let began = clock.now()
        let step = EventStep(Self.step(image, began), "[internal] load \(image)", .preparation, targets: [])
        listener.hear(.known([step]))
        listener.hear(.began(step.digest, at: began))
        loads.withLock { $0.append(Load(image: image, step: step.digest, began: began)) }
        defer { loads.withLock { $0.removeAll { $0.step == step.digest } } }
        do {
            let value = try body()
            listener.hear(.ended(step.digest, .done, at: clock.now()))
            return value
        } catch {
            let isEnd = Interruption.isRequested
            listener.hear(.ended(step.digest, isEnd ? .cancelled : .failed("\(error)"), at: clock.now()))
            throw error
        }
    }

    private static func step(_ image: String, _ began: Timestamp) -> Digest {
        var hash = FramedHash("hearth.load.1")
        hash.add("image", image)
        hash.add("began", "\(began.microseconds)")
        return hash.digest()
    }
}

extension BaseLayer {
    /// Of its image, for people.
    fileprivate var name: String { image?.description ?? "base image" }
}
