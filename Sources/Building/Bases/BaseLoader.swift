internal import ContentStore
internal import Host
internal import Layers
internal import OCI
internal import Outputs
internal import Planning
internal import Transfers
internal import Values

/// Tells what layers base images have. Nothing is fetched or unpacked for that.
struct BaseLoader {
    let store: Store
    let layers: LayerStore
    let images: @Sendable (Digest) -> ImagePlace?

    /// The layers of the image with a manifest, lowest first.
    func snapshot(of base: PlannedBase, _ manifest: Digest) throws -> Snapshot {
        let place = images(manifest) ?? .store
        let image = try image(manifest, in: place)
        let (descriptors, diffIDs) = (image.manifest.layers, image.configuration.layers)
        guard descriptors.count == diffIDs.count else {
            throw BuildFault.layerCount(name: base.name, layers: descriptors.count, diffIDs: diffIDs.count)
        }
        if case .layout(let path) = place { try descriptors.forEach { try take($0, from: path) } }
        let absent = Set(try layers.lease.add(descriptors.map(\.digest)))
        return try zip(descriptors, diffIDs).reduce(Snapshot()) { snapshot, layer in
            let (descriptor, diffID) = layer
            let base = BaseLayer(
                diffID: diffID, descriptor: descriptor, image: try? ImageReference(base.name),
                isHere: !absent.contains(descriptor.digest))
            return snapshot.adding(SnapshotLayer(place: try self.place(of: base)))
        }
    }

    /// What was unpacked from a blob that is gone need not be fetched.
    private func place(of base: BaseLayer) throws -> LayerPlace {
        if !base.isHere, let known = try layers.kept(store.layer(base.diffID)) { return .unpacked(known, base: base) }
        return .packed(base)
    }

    private func image(_ manifest: Digest, in place: ImagePlace) throws -> Image {
        // A manifest that is named is taken whatever it is for.
        let platform = Platform(system: "linux", architecture: "")
        switch place {
        case .store: return try Image(manifest, for: platform, from: StoredDocuments(store))
        case .layout(let path): return try Image(manifest, for: platform, from: DirectoryLayout(path))
        }
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
