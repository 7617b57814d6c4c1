internal import ContentStore
internal import Hashing
internal import Outputs
internal import Planning
internal import Values

/// The files of a state: the layers that they are in, lowest first.
struct Snapshot: Sendable {
    private(set) var layers: [SnapshotLayer] = []

    /// What the files are, to the byte, and what the steps were asked to do that made them.
    var identity: Digest {
        var hash = FramedHash("hearth.files.v1")
        for layer in layers {
            hash.add("layer", layer.place.diffID.description)
            for ingredient in layer.recipe?.form ?? [] { hash.add(ingredient.name, ingredient.value) }
        }
        return hash.digest()
    }

    var places: [LayerPlace] { layers.map(\.place) }

    func adding(_ layer: SnapshotLayer) -> Snapshot {
        var snapshot = self
        snapshot.layers.append(layer)
        return snapshot
    }
}

struct SnapshotLayer: Sendable {
    let place: LayerPlace
    /// When it came about; nil for a layer of a base image, whose history says it.
    var created: Timestamp?
    /// What made it; nil as above.
    var step: String?
    /// What the step was asked to do; nil as above.
    var recipe: Recipe?
    /// What the step made the last time, which is likely to have most of the same files.
    var like: StoredLayer?
}
