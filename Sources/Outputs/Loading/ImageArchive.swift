package import Archives
package import ContentStore
internal import OCI
package import Values

/// Takes images into the store: from archives such as `docker save` and `hearth save` write, compressed or not, and from the
/// directories of OCI layouts.
///
/// An archive is read once, from front to end, and its files go into the store as they come; what they are is found out at the
/// end. A blob that is not what its digest says ends it. Layers stay as they are, and are not unpacked before a build wants them.
/// Images get their names when all of them are found to be whole; until then nothing keeps what was taken in.
package struct ImageArchive {
    private let store: Store

    package init(_ store: Store) {
        self.store = store
    }

    /// `name` instead of those that the archive gives, where it holds one image.
    package func load(_ source: @escaping ArchiveSource, name: String? = nil) throws -> [LoadedImage] {
        let lease = try store.lease(for: "load")
        let files = try ArchivedFiles(source, store, lease)
        return try withExtendedLifetime(lease) { try load(files, name, lease) }
    }

    /// Takes the images of an OCI layout.
    package func load(layout: some LayoutFiles, name: String? = nil) throws -> [LoadedImage] {
        let lease = try store.lease(for: "load")
        return try withExtendedLifetime(lease) { try load(layout.files(into: store, lease), name, lease) }
    }

    private func load(_ files: some ImageFiles, _ name: String?, _ lease: Lease) throws -> [LoadedImage] {
        let images: [FoundImage] =
            if let index = try files.document(ImageLayoutNames.index) {
                try LayoutImages(files, store).images(index)
            } else if let manifest = try files.document(ImageLayoutNames.dockerManifest) {
                try DockerImages(files, store, lease).images(manifest)
            } else {
                throw LoadFault.notImages
            }
        return try keep(images, name)
    }

    private func keep(_ images: [FoundImage], _ name: String?) throws -> [LoadedImage] {
        let merged = FoundImage.merged(images)
        if merged.isEmpty { throw LoadFault.noImages }
        if name != nil, merged.count > 1 { throw LoadFault.severalImages(merged.count) }
        let override = try name.map { [try FoundImage.full($0)] }
        for image in merged {
            for (whole, parts) in image.parts { try store.note(parts, of: whole) }
        }
        return try merged.map { image in
            let names = override ?? image.names
            for name in names { try store.setReference(name, to: image.digest) }
            return LoadedImage(names: names, digest: image.digest, platforms: image.platforms)
        }
    }
}

/// An image that was taken into the store.
package struct LoadedImage: Equatable, Sendable {
    package let names: [String]
    /// Of its manifest or index.
    package let digest: Digest
    package let platforms: [Platform]
}

/// An image in an archive, all of which is there.
struct FoundImage {
    var names: [String]
    let digest: Digest
    let platforms: [Platform]
    /// What each of its documents leads to.
    let parts: [(whole: Digest, parts: [Digest])]

    /// One for each digest, with all its names.
    static func merged(_ images: [FoundImage]) -> [FoundImage] {
        var merged: [FoundImage] = []
        for image in images {
            if let place = merged.firstIndex(where: { $0.digest == image.digest }) {
                for name in image.names where !merged[place].names.contains(name) { merged[place].names.append(name) }
            } else {
                merged.append(image)
            }
        }
        return merged
    }

    static func full(_ name: String) throws(LoadFault) -> String {
        do throws(ReferenceFault) {
            return try ImageReference(name).description
        } catch {
            throw .badName(name, error)
        }
    }
}
