package import ContentStore
package import DockerfileLanguage
package import Host
package import OCI
internal import Synchronization
package import Values

/// Finds what images say of themselves, without asking anybody outside of this machine.
///
/// Any thread may ask. Answers are kept, and the names in the store are read once.
package final class Images: Sendable {
    private let store: Store?
    /// The names of the store, completed. The store is read when the first image is looked for.
    private let names = Mutex<[String: Digest]?>(nil)
    private let answers = Mutex<[Question: BaseImage]>([:])
    private let places = Mutex<[Digest: ImagePlace]>([:])

    private struct Question: Hashable {
        let name: String
        let platform: Platform
    }

    /// Without a store all images are unknown, but for those in layouts.
    package init(store: Store?) {
        self.store = store
    }

    /// The image that `FROM` names, for a platform. One that the store does not have is a guess: its origin is the digest
    /// it is pinned by, or unknown.
    package func image(_ reference: ImageReference, for platform: Platform) throws -> BaseImage {
        try answering(Question(name: reference.description, platform: platform)) {
            guard let digest = try digest(of: reference) else { return guess(reference, .unknown, platform) }
            return try stored(reference, digest, platform)
        }
    }

    /// The image of a layout, which `name` stands for. A relative path is one from `base`.
    package func image(
        named name: String, in layout: LayoutReference, from base: Path, for platform: Platform
    ) throws -> BaseImage {
        let path = Path(word: layout.path)
        let place = "\(layout) from \(path.isAbsolute ? "" : base.word) as \(name)"
        return try answering(Question(name: place, platform: platform)) {
            let image = try DirectoryLayout.image(layout, for: platform, from: base)
            places.withLock { $0[image.digest] = .layout(path.isAbsolute ? path : base / path) }
            return BaseImage(name: name, origin: .manifest(image.digest), configuration: image.configuration)
        }
    }

    /// Where the blobs of an image are that was found, by its manifest.
    package func place(of manifest: Digest) -> ImagePlace? { places.withLock { $0[manifest] } }

    private func answering(_ question: Question, _ answer: () throws -> BaseImage) throws -> BaseImage {
        if let known = answers.withLock({ $0[question] }) { return known }
        let image = try answer()
        answers.withLock { $0[question] = image }
        return image
    }

    private func guess(_ reference: ImageReference, _ origin: BaseImage.Origin, _ platform: Platform) -> BaseImage {
        BaseImage(
            name: reference.description, origin: origin, configuration: .guess(for: platform), isGuess: true)
    }

    /// What a reference names: its own digest, or what the store has under its name. Nil where it is not known.
    private func digest(of reference: ImageReference) throws -> Digest? {
        if let digest = reference.digest { return digest }
        guard let store else { return nil }
        return try names.withLock { names in
            let known = try names ?? Self.names(in: store)
            names = known
            return known[reference.description]
        }
    }

    /// Short forms of a name count as the name, unless that is there itself.
    private static func names(in store: Store) throws -> [String: Digest] {
        var (full, short): ([String: Digest], [String: Digest]) = ([:], [:])
        for stored in try store.references() {
            guard let name = try? ImageReference(stored.name).description else { continue }
            if name == stored.name { full[name] = stored.digest } else { short[name] = stored.digest }
        }
        return full.merging(short) { full, _ in full }
    }

    /// The image whose manifest or index is in the store. Parts of it may have been evicted, which is no fault: then as
    /// much is known as the rest tells.
    private func stored(_ reference: ImageReference, _ digest: Digest, _ platform: Platform) throws -> BaseImage {
        let name = reference.description
        // What is pinned is known by its digest; a name that leads to something else says nothing of its image.
        let fallback: BaseImage.Origin = reference.digest == nil ? .unknown : .manifest(digest)
        guard let store, try isDocument(digest, in: store) else { return guess(reference, fallback, platform) }
        do throws(ImageFault) {
            let image = try Image(digest, for: platform, from: StoredBlobs(store: store))
            places.withLock { $0[image.digest] = $0[image.digest] ?? .store }
            return BaseImage(name: name, origin: .manifest(image.digest), configuration: image.configuration)
        } catch {
            guard case .missingBlob(_, let manifest) = error else { throw StoredImageFault(name: name, cause: error) }
            return guess(reference, .manifest(manifest), platform)
        }
    }

    /// A name may also lead to an image that is kept as an archive, which is no document.
    private func isDocument(_ digest: Digest, in store: Store) throws -> Bool {
        guard let reader = try store.open(digest), reader.size <= Int64(JSON.sizeLimit) else { return false }
        var first: UInt8 = 0
        let count = try withUnsafeMutableBytes(of: &first) { try reader.read(at: 0, into: $0) }
        return count == 1 && first == UInt8(ascii: "{")
    }
}
