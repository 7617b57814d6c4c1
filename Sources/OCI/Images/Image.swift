package import Values

/// An image for one platform, as far as its documents tell.
package struct Image: Equatable, Sendable {
    /// Of its manifest.
    package let digest: Digest
    package let manifest: Manifest
    package let configuration: ImageConfiguration

    package var platform: Platform { configuration.platform }
}

extension Image {
    /// Follows a name's digest to the image for a platform: through an index, where it names one, by containerd's rules.
    /// A lone manifest is taken whatever it is for.
    package init(_ digest: Digest, for platform: Platform, from source: some BlobSource) throws(ImageFault) {
        let search = ImageSearch(source: source, platform: platform)
        guard let found = try search.image(digest, size: nil, depth: 0) else {
            throw .noImageForPlatform(platform, available: try search.platforms(of: digest))
        }
        self = found
    }
}

/// The way from a digest to an image.
private struct ImageSearch<Source: BlobSource> {
    let source: Source
    let platform: Platform

    /// Indexes may lead to indexes. Nobody makes more than two of them.
    private static var deepest: Int { 4 }

    func image(_ digest: Digest, size: Int64?, depth: Int) throws(ImageFault) -> Image? {
        guard depth < Self.deepest else { throw .nestedTooDeeply(digest) }
        switch try document(digest, size: size) {
        case .manifest(let manifest): return try image(digest, manifest)
        case .index(let index): return try image(in: index, depth: depth)
        }
    }

    private func image(in index: Index, depth: Int) throws(ImageFault) -> Image? {
        let candidates = index.manifests.filter { !$0.isAttestation }
        for place in platform.choices(among: candidates.map(\.platform)) {
            let candidate = candidates[place]
            guard let image = try image(candidate.digest, size: candidate.size, depth: depth + 1) else { continue }
            // One that is not said to be for a platform may be for any.
            if candidate.platform != nil || platform.runs(image.platform) { return image }
        }
        return nil
    }

    private func image(_ digest: Digest, _ manifest: Manifest) throws(ImageFault) -> Image {
        let descriptor = manifest.configuration
        let bytes = try bytes(descriptor.digest, size: descriptor.size, of: digest)
        do throws(DocumentFault) {
            let configuration = try ImageConfiguration(parsing: bytes, platform: platform)
            return Image(digest: digest, manifest: manifest, configuration: configuration)
        } catch {
            throw .document(descriptor.digest, error)
        }
    }

    func document(_ digest: Digest, size: Int64?) throws(ImageFault) -> ImageDocument {
        let bytes = try bytes(digest, size: size, of: digest)
        do throws(DocumentFault) {
            return try ImageDocument(parsing: bytes)
        } catch {
            throw .document(digest, error)
        }
    }

    private func bytes(_ digest: Digest, size: Int64?, of parent: Digest) throws(ImageFault) -> [UInt8] {
        if let size, size > Int64(JSON.sizeLimit) { throw .tooLarge(digest, size: size, limit: JSON.sizeLimit) }
        let bytes: [UInt8]?
        do {
            bytes = try source.blob(digest, limit: JSON.sizeLimit)
        } catch {
            throw .unreadable(digest, error)
        }
        guard let bytes else { throw .missingBlob(digest, of: parent) }
        if let size, Int64(bytes.count) != size {
            throw .wrongSize(digest, expected: size, found: Int64(bytes.count))
        }
        let found = source.digest(of: bytes, digest.algorithm)
        guard found == digest else { throw .wrongDigest(expected: digest, found: found) }
        return bytes
    }

    /// What the index of a digest has images for.
    func platforms(of digest: Digest) throws(ImageFault) -> [Platform] {
        guard case .index(let index) = try document(digest, size: nil) else { return [] }
        return index.manifests.filter { !$0.isAttestation }.compactMap(\.platform)
    }
}
