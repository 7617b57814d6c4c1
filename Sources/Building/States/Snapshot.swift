internal import ContentStore
internal import Hashing
internal import OCI
internal import Values

/// The files of a state: the layers that they are in, lowest first.
struct Snapshot: Sendable {
    private(set) var layers: [SnapshotLayer] = []

    /// What the files are, to the byte.
    var identity: Digest {
        var hash = FramedHash("hearth.files.v1")
        for layer in layers { hash.add("layer", layer.layer.diffID.description) }
        return hash.digest()
    }

    var stored: [StoredLayer] { layers.map(\.layer) }

    func adding(_ layer: SnapshotLayer) -> Snapshot {
        var snapshot = self
        snapshot.layers.append(layer)
        return snapshot
    }
}

struct SnapshotLayer: Sendable {
    let layer: StoredLayer
    /// When it came about; nil for a layer of a base image, whose history says it.
    var created: Timestamp?
    /// What made it; nil as above.
    var step: String?
    /// The blob that a base image has it as.
    var original: Descriptor?
    /// What the step made the last time, which is likely to have most of the same files.
    var like: StoredLayer?
}
