internal import Hashing
internal import OCI
internal import Values

/// An image whose documents are written: what goes into a store, an archive or a layout.
struct WrittenImage {
    /// Of the manifest, or of the index; with the annotations that a descriptor has.
    var root: Descriptor
    /// Of the configuration, where there is one image.
    var configuration: Digest?
    /// Configurations and manifests, what leads to others behind it.
    var documents: [WrittenDocument]
    /// Each once.
    var layers: [Descriptor]
    /// The layers that are not on this machine.
    var elsewhere: Set<Digest> = []
}

/// A document of an image, with the blobs that it leads to.
struct WrittenDocument {
    let descriptor: Descriptor
    let bytes: [UInt8]
    var parts: [Digest] = []

    init(_ json: JSON, _ mediaType: String, parts: [Digest] = []) {
        bytes = json.sorted.encoded()
        self.parts = parts
        descriptor = Descriptor(
            mediaType: mediaType, digest: ContentHash.digest(of: bytes), size: Int64(bytes.count))
    }
}

/// Which names media types have.
struct MediaTypes {
    let isDocker: Bool

    var manifest: String { isDocker ? MediaType.dockerManifest : MediaType.manifest }
    var index: String { isDocker ? MediaType.dockerIndex : MediaType.index }
    var configuration: String { isDocker ? MediaType.dockerConfiguration : MediaType.configuration }

    /// The name of a layer's type in this family.
    func layer(_ type: String) -> String {
        let (ours, theirs) =
            isDocker ? (MediaType.dockerLayer, MediaType.layer) : (MediaType.layer, MediaType.dockerLayer)
        guard type.utf8.starts(with: theirs.utf8) else { return type }
        let compression = type.utf8.dropFirst(theirs.utf8.count).dropFirst()
        return compression.isEmpty ? ours : ours + (isDocker ? "." : "+") + (String(compression) ?? "")
    }
}
