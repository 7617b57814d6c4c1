internal import ContentStore
internal import OCI
internal import Transfers
internal import Values

/// The images that the index of an OCI layout names.
struct LayoutImages<Files: ImageFiles> {
    private let files: Files
    private let store: Store

    init(_ files: Files, _ store: Store) {
        self.files = files
        self.store = store
    }

    /// Of an index of several platforms those are taken that are there: who had one of them saved has no others.
    func images(_ bytes: [UInt8]) throws -> [FoundImage] {
        let index: Index
        do throws(DocumentFault) {
            index = try Index(parsing: bytes)
        } catch {
            throw LoadFault.document(ImageLayoutNames.index, error)
        }
        let tags = try DockerTags(files)
        var found: [Digest: Content] = [:]
        return try index.manifests.map { entry in
            let content = try found[entry.digest] ?? self.content(entry, of: ImageLayoutNames.index, depth: 0)
            found[entry.digest] = content
            let names = try name(of: entry).map { [$0] } ?? content.configurations.flatMap { try tags.names(of: $0) }
            return FoundImage(
                names: names, digest: entry.digest, platforms: content.platforms, parts: content.parts)
        }
    }

    /// A tag alone is no name.
    private func name(of entry: Descriptor) throws -> String? {
        if let name = entry.annotations[ImageLayoutNames.imageName] { return try FoundImage.full(name) }
        guard let name = entry.annotations[ImageLayoutNames.referenceName],
            name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") })
        else { return nil }
        return try FoundImage.full(name)
    }

    /// What a document leads to.
    private struct Content {
        var platforms: [Platform] = []
        var configurations: [Digest] = []
        var parts: [(whole: Digest, parts: [Digest])] = []
    }

    private func content(_ descriptor: Descriptor, of parent: String, depth: Int) throws -> Content {
        let name = ImageLayoutNames.path(of: descriptor.digest)
        guard depth < 4 else { throw LoadFault.nestedTooDeeply(name) }
        try check(descriptor, of: parent)
        let document: ImageDocument
        do throws(DocumentFault) {
            document = try ImageDocument(parsing: try bytes(descriptor, name))
        } catch {
            throw LoadFault.document(name, error)
        }
        switch document {
        case .manifest(let manifest): return try content(of: manifest, descriptor, name)
        case .index(let index): return try content(of: index, descriptor, name, depth)
        }
    }

    private func content(of manifest: Manifest, _ descriptor: Descriptor, _ name: String) throws -> Content {
        for part in manifest.blobs { try check(part, of: name) }
        var content = Content()
        content.parts = [(descriptor.digest, manifest.blobs.map(\.digest))]
        let type = manifest.configuration.mediaType
        guard !descriptor.isAttestation, type == MediaType.configuration || type == MediaType.dockerConfiguration else {
            return content
        }
        let path = ImageLayoutNames.path(of: manifest.configuration.digest)
        let configuration = try ConfigurationFile.read(bytes(manifest.configuration, path), path)
        guard configuration.layers.count == manifest.layers.count else {
            throw LoadFault.layerCount(
                name, expected: configuration.layers.count, found: manifest.layers.count)
        }
        content.platforms = [configuration.platform]
        content.configurations = [manifest.configuration.digest]
        return content
    }

    private func content(of index: Index, _ descriptor: Descriptor, _ name: String, _ depth: Int) throws -> Content {
        var content = Content()
        var kept: [Digest] = []
        var missing: LoadFault?
        for part in index.manifests {
            do {
                let inner = try self.content(part, of: name, depth: depth + 1)
                content.platforms += inner.platforms
                content.configurations += inner.configurations
                content.parts += inner.parts
                kept.append(part.digest)
            } catch let fault as LoadFault {
                guard case .missing = fault else { throw fault }
                missing = missing ?? fault
            }
        }
        if let missing, content.platforms.isEmpty { throw missing }
        content.parts.append((descriptor.digest, kept))
        return content
    }

    private func check(_ descriptor: Descriptor, of parent: String) throws {
        let name = ImageLayoutNames.path(of: descriptor.digest)
        guard let size = try files.size(of: descriptor.digest) else { throw LoadFault.missing(name, of: parent) }
        guard size == descriptor.size else {
            throw LoadFault.wrongSize(name, expected: descriptor.size, found: size)
        }
    }

    private func bytes(_ descriptor: Descriptor, _ name: String) throws(DocumentFault) -> [UInt8] {
        // What was taken in a moment ago, and is held, is there.
        (try? StoredDocuments(store).blob(descriptor.digest, limit: JSON.sizeLimit)) ?? []
    }
}

/// The configuration of an image in an archive.
enum ConfigurationFile {
    /// What does not say what it is for is for nobody in particular.
    static func read(_ bytes: [UInt8], _ name: String) throws(LoadFault) -> ImageConfiguration {
        do throws(DocumentFault) {
            return try ImageConfiguration(
                parsing: bytes, platform: Platform(system: "linux", architecture: "unknown"))
        } catch {
            throw .document(name, error)
        }
    }
}
