internal import ContentStore
internal import OCI
internal import Values

/// An image on its way to an engine.
struct EngineImage: Sendable {
    /// A layer by what it is unpacked, and the blob that it is in.
    struct Layer {
        let diffID: Digest
        let blob: Descriptor
    }

    let named: NamedImage
    /// From the bottom up.
    let stack: [Layer]
    private let store: Store
    private let step: ExportStep?
    private var leftOut: Set<Digest> = []

    init(_ named: NamedImage, _ store: Store, _ step: ExportStep?) {
        (self.named, self.store, self.step) = (named, store, step)
        stack = named.image.stack
    }

    /// Without the files of so many layers.
    func leavingOut(_ count: Int) -> EngineImage {
        var image = self
        // One file may be that of several layers.
        image.leftOut = Set(stack.prefix(count).map(\.blob.digest)).subtracting(
            stack.dropFirst(count).map(\.blob.digest))
        return image
    }

    func write(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var content = ImageArchiveContent([named], hasDockerManifest: true, store)
        content.leftOut = leftOut
        try content.writeArchive(modified: nil, step, to: sink)
    }
}

extension NamedImage {
    /// As people, and Docker, call it.
    var familiarNames: [String] { names.compactMap { try? ImageReference($0).familiar } }
}

extension WrittenImage {
    /// The manifest of the one image that it has, if it has one.
    var manifest: Manifest? {
        documents.lazy.compactMap { document -> Manifest? in
            guard MediaType.isManifest(document.descriptor.mediaType),
                case .manifest(let manifest)? = try? ImageDocument(parsing: document.bytes)
            else { return nil }
            return manifest.configuration.digest == configuration ? manifest : nil
        }.first
    }

    /// Its layers; none where its configuration does not fit.
    fileprivate var stack: [EngineImage.Layer] {
        guard let manifest, let document = documents.first(where: { $0.descriptor.digest == configuration }),
            let json = try? JSON(parsing: document.bytes)
        else { return [] }
        let diffIDs = json["rootfs"]?["diff_ids"]?.elements?.compactMap { $0.string.flatMap { Digest($0) } } ?? []
        guard diffIDs.count == manifest.layers.count else { return [] }
        return zip(diffIDs, manifest.layers).map { EngineImage.Layer(diffID: $0, blob: $1) }
    }
}
