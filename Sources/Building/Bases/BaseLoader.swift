internal import Archives
internal import ContentStore
internal import Host
internal import Layers
internal import OCI
internal import Planning
internal import Values

/// Gets the layers of base images that are on this machine.
struct BaseLoader {
    let store: Store
    let layers: LayerStore
    let images: @Sendable (Digest) -> ImagePlace?

    /// The layers of the image with a manifest, lowest first. What is not unpacked yet is, layer by layer at once.
    func snapshot(of base: PlannedBase, _ manifest: Digest) throws -> Snapshot {
        let place = images(manifest) ?? .store
        let image = try image(manifest, in: place)
        let (descriptors, diffIDs) = (image.manifest.layers, image.configuration.layers)
        guard descriptors.count == diffIDs.count else {
            throw BuildFault.layerCount(name: base.name, layers: descriptors.count, diffIDs: diffIDs.count)
        }
        let loaded = Parallel.map(Array(zip(descriptors, diffIDs)), fewest: 1) { descriptor, diffID in
            Result { try layer(descriptor, diffID, in: place, of: base) }
        }
        return try loaded.reduce(Snapshot()) { try $0.adding($1.get()) }
    }

    private func image(_ manifest: Digest, in place: ImagePlace) throws -> Image {
        // A manifest that is named is taken whatever it is for.
        let platform = Platform(system: "linux", architecture: "")
        switch place {
        case .store: return try Image(manifest, for: platform, from: StoredBlobs(store: store))
        case .layout(let path): return try Image(manifest, for: platform, from: DirectoryLayout(path))
        }
    }

    private func layer(
        _ descriptor: Descriptor, _ diffID: Digest, in place: ImagePlace, of base: PlannedBase
    ) throws -> SnapshotLayer {
        if case .layout(let path) = place { try take(descriptor, from: path) }
        let original = try store.blob(descriptor.digest) == nil ? nil : descriptor
        if original != nil { _ = try layers.lease.add(descriptor.digest) }
        if let known = try layers.kept(store.layer(diffID)) { return SnapshotLayer(layer: known, original: original) }
        guard let blob = try store.open(descriptor.digest) else {
            throw BuildFault.missingImage(name: base.name, platform: nil)
        }
        var offset: Int64 = 0
        let layer = try layers.imported(diffID) { buffer in
            let count = try blob.read(at: offset, into: buffer)
            offset += Int64(count)
            return count
        }
        return SnapshotLayer(layer: layer, original: original)
    }

    /// Puts the blob of a layer into the store, so that it can be handed on as it is.
    private func take(_ descriptor: Descriptor, from layout: Path) throws {
        if try store.blob(descriptor.digest) != nil { return }
        let digest = descriptor.digest
        let path = layout / "blobs" / digest.algorithm.rawValue / digest.hex
        var intake = Intake(expected: digest, length: descriptor.size)
        intake.compression = .none
        intake.lease = layers.lease
        _ = try store.add(OpenFile(path, .read, on: LocalFileSystem()), intake)
    }
}
