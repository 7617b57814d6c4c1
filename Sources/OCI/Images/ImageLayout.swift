package import Values

/// A directory of blobs with an `index.json` that names some of them, as the OCI image layout specification has it.
package struct ImageLayout<Source: BlobSource> {
    /// As people know it.
    private let path: String
    /// The bytes of `index.json`; nil where there is none.
    private let index: () throws -> [UInt8]?
    private let blobs: Source

    package init(path: String, index: @escaping () throws -> [UInt8]?, blobs: Source) {
        self.path = path
        self.index = index
        self.blobs = blobs
    }

    package func image(_ reference: LayoutReference, for platform: Platform) throws(LayoutFault) -> Image {
        let digest: Digest = if let digest = reference.digest { digest } else { try self.digest(of: reference) }
        do throws(ImageFault) {
            return try Image(digest, for: platform, from: blobs)
        } catch {
            throw .image(reference, error)
        }
    }

    /// What the tag names. Where there is a single image anyway, that is it, whatever it is called.
    private func digest(of reference: LayoutReference) throws(LayoutFault) -> Digest {
        let manifests = try readIndex().manifests
        let tag = reference.tag ?? ImageReference.usualTag
        for annotation in [ImageLayoutNames.imageName, ImageLayoutNames.referenceName] {
            if let found = manifests.first(where: { $0.annotations[annotation] == tag }) { return found.digest }
        }
        if manifests.count == 1 { return manifests[0].digest }
        let tags = manifests.compactMap {
            $0.annotations[ImageLayoutNames.referenceName] ?? $0.annotations[ImageLayoutNames.imageName]
        }
        throw .unknownTag(tag, path: path, known: tags, images: manifests.count)
    }

    private func readIndex() throws(LayoutFault) -> Index {
        let bytes: [UInt8]?
        do {
            bytes = try index()
        } catch {
            throw .unreadableIndex(path: path, error)
        }
        guard let bytes else { throw .noIndex(path: path) }
        do throws(DocumentFault) {
            return try Index(parsing: bytes)
        } catch {
            throw .badIndex(path: path, error)
        }
    }
}
