internal import ContentStore
internal import OCI
internal import Transfers
internal import Values

/// The images that the `manifest.json` of an archive of Docker's names. They get manifests of OCI, as they have none.
struct DockerImages<Files: ImageFiles> {
    private let files: Files
    private let store: Store
    private let lease: Lease

    init(_ files: Files, _ store: Store, _ lease: Lease) {
        self.files = files
        self.store = store
        self.lease = lease
    }

    func images(_ bytes: [UInt8]) throws -> [FoundImage] {
        try DockerManifestFile(bytes).images.map { try image($0) }
    }

    private func image(_ entry: DockerManifestFile.Entry) throws -> FoundImage {
        let list = ImageLayoutNames.dockerManifest
        guard let file = try files.file(entry.configuration) else {
            throw LoadFault.missing(entry.configuration, of: list)
        }
        let bytes = try StoredDocuments(store).blob(file.digest, limit: JSON.sizeLimit) ?? []
        let configuration = try ConfigurationFile.read(bytes, entry.configuration)
        guard configuration.layers.count == entry.layers.count else {
            throw LoadFault.layerCount(
                entry.configuration, expected: configuration.layers.count, found: entry.layers.count)
        }
        var layers: [Descriptor] = []
        for (path, diffID) in zip(entry.layers, configuration.layers) {
            guard let layer = try files.file(path) else { throw LoadFault.missing(path, of: list) }
            // What is compressed is held against it when it is unpacked.
            guard !layer.suffix.isEmpty || layer.digest == diffID else {
                throw LoadFault.wrongDigest(path, found: layer.digest)
            }
            layers.append(
                Descriptor(mediaType: MediaType.layer + layer.suffix, digest: layer.digest, size: layer.size))
        }
        let descriptor = Descriptor(mediaType: MediaType.configuration, digest: file.digest, size: file.size)
        let manifest = WrittenDocument(
            Manifest(configuration: descriptor, layers: layers).json, MediaType.manifest,
            parts: [file.digest] + layers.map(\.digest))
        var intake = Intake(expected: manifest.descriptor.digest)
        intake.compression = .none
        intake.lease = lease
        _ = try store.add(manifest.bytes, intake)
        return FoundImage(
            names: try entry.tags.map { try FoundImage.full($0) }, digest: manifest.descriptor.digest,
            platforms: [configuration.platform], parts: [(manifest.descriptor.digest, manifest.parts)])
    }
}

/// The names that a `manifest.json` beside an OCI layout gives.
struct DockerTags {
    private let entries: [DockerManifestFile.Entry]

    init(_ files: some ImageFiles) throws {
        let bytes = try files.document(ImageLayoutNames.dockerManifest)
        entries = try bytes.map { try DockerManifestFile($0).images } ?? []
    }

    func names(of configuration: Digest) throws -> [String] {
        let paths = [ImageLayoutNames.path(of: configuration), "\(configuration.hex).json"]
        return try entries.filter { paths.contains($0.configuration) }.flatMap(\.tags).map { try FoundImage.full($0) }
    }
}

/// What Docker writes about the images in an archive.
struct DockerManifestFile {
    struct Entry {
        let configuration: String
        let tags: [String]
        let layers: [String]
    }

    let images: [Entry]

    init(_ bytes: [UInt8]) throws(LoadFault) {
        let name = ImageLayoutNames.dockerManifest
        let json: JSON
        do throws(JSONFault) {
            json = try JSON(parsing: bytes)
        } catch {
            throw .document(name, .json(error))
        }
        guard let elements = json.elements else { throw .wrongKind(name, expected: "an array") }
        var images: [Entry] = []
        for element in elements {
            guard let configuration = element["Config"]?.string else {
                throw .wrongKind(name, expected: "an array of objects with a \"Config\"")
            }
            images.append(
                Entry(
                    configuration: configuration, tags: try Self.texts(element["RepoTags"], of: name),
                    layers: try Self.texts(element["Layers"], of: name)))
        }
        self.images = images
    }

    private static func texts(_ json: JSON?, of name: String) throws(LoadFault) -> [String] {
        guard let json, !json.isNull else { return [] }
        let texts = (json.elements ?? [json]).map(\.string)
        guard texts.allSatisfy({ $0 != nil }) else { throw .wrongKind(name, expected: "made of lists of text") }
        return texts.compactMap(\.self)
    }
}
