package import ContentStore
package import OCI
package import Values

/// A layer as the manifest of a base image names it: a blob that may not be on this machine, of which nothing is known but the
/// digest of its plain tar.
package struct BaseLayer: Equatable, Sendable {
    package let diffID: Digest
    /// The blob, packed as it is in its registry.
    package let descriptor: Descriptor
    /// The image that has it, as FROM names it: where the blob comes from. Nil where it came from elsewhere.
    package let image: ImageReference?
    /// Whether the store has the blob, so that it can be handed on as it is.
    package var isHere: Bool

    package init(diffID: Digest, descriptor: Descriptor, image: ImageReference?, isHere: Bool) {
        self.diffID = diffID
        self.descriptor = descriptor
        self.image = image
        self.isHere = isHere
    }
}

/// A layer of an image, as far as it is here.
package enum LayerPlace: Equatable, Sendable {
    /// With its files. One of a base image has a blob besides, which it came as.
    case unpacked(StoredLayer, base: BaseLayer? = nil)
    /// Nobody has needed its files yet.
    case packed(BaseLayer)

    package var diffID: Digest {
        switch self {
        case .unpacked(let layer, _): layer.diffID
        case .packed(let base): base.diffID
        }
    }

    /// Its files, where they are here.
    package var files: StoredLayer? {
        if case .unpacked(let layer, _) = self { layer } else { nil }
    }

    package var base: BaseLayer? {
        switch self {
        case .unpacked(_, let base): base
        case .packed(let base): base
        }
    }

    /// The blob of a base image, where that is in the store.
    package var original: Descriptor? { base.flatMap { $0.isHere ? $0.descriptor : nil } }

    /// Of its plain tar, or of the blob where that is all that is known.
    package var size: Int64 {
        switch self {
        case .unpacked(let layer, _): layer.size
        case .packed(let base): base.descriptor.size
        }
    }
}
