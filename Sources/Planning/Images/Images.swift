package import ContentStore
package import DockerfileLanguage
package import Host
package import OCI
internal import Synchronization
internal import Transfers
package import Values

/// Finds what images say of themselves: in the store, in layouts, and, where there is somebody to ask, in registries.
///
/// Any thread may ask. Answers are kept, and the names in the store are read once.
package final class Images: Sendable {
    private let store: Store?
    /// The names of the store, completed. The store is read when the first image is looked for.
    private let names = Mutex<[String: Reference]?>(nil)
    private let answers = Mutex<[Question: BaseImage]>([:])
    private let places = Mutex<[Digest: ImagePlace]>([:])
    /// Nil where nobody is asked.
    private let lookups: ImageLookups?
    private let doubts = Mutex<[Diagnostic]>([])

    private enum Question: Hashable {
        case name(ImageRequest)
        case layout(String, Platform)
    }

    /// Without a store all images are unknown, but for those in layouts. Without registries, what it does not have is.
    package init(store: Store?, registries: ImageRegistries? = nil) {
        self.store = store
        lookups = store.flatMap { store in registries.map { ImageLookups($0, in: store) } }
    }

    /// The image that `FROM` names, for a platform. One that nobody has is a guess: its origin is the digest it is pinned by, or
    /// unknown. Where registries are asked, throws `Diagnostics` for one that they do not have.
    package func image(_ request: ImageRequest) throws -> BaseImage {
        try answering(.name(request)) {
            guard let digest = try digest(for: request) else {
                return guess(request.reference, .unknown, request.platform)
            }
            return try image(request.reference, digest, request.platform)
        }
    }

    /// Tells which images will be asked for, so that they can be looked up together.
    package func expect(_ requests: @escaping @Sendable () -> [ImageRequest]) { lookups?.expect(requests) }

    /// What registries were asked for, and did not answer.
    package var warnings: [Diagnostic] { doubts.withLock { $0 } }

    /// The image of a layout, which `name` stands for. A relative path is one from `base`.
    package func image(
        named name: String, in layout: LayoutReference, from base: Path, for platform: Platform
    ) throws -> BaseImage {
        let path = Path(word: layout.path)
        let place = "\(layout) from \(path.isAbsolute ? "" : base.word) as \(name)"
        return try answering(.layout(place, platform)) {
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

    /// What a reference names: its own digest, what the store has under its name, or what its registry says. Nil where it is not
    /// known.
    private func digest(for request: ImageRequest) throws -> Digest? {
        if let digest = request.reference.digest { return digest }
        if !request.isNewest || lookups == nil, let known = try known(request.reference) { return known }
        return try asked(request)
    }

    /// What the store has under a name, or what a registry said of it, if that is there and was learnt later: `--pull` holds until
    /// the name is given anew.
    private func known(_ reference: ImageReference) throws -> Digest? {
        guard let store else { return nil }
        let named = try names.withLock { names in
            let known = try names ?? Self.names(in: store)
            names = known
            return known[reference.description]
        }
        guard let resolved = try store.resolution(of: reference.description) else { return named?.digest }
        if let named, named.created >= resolved.asked { return named.digest }
        return try store.blob(resolved.digest) == nil ? named?.digest : resolved.digest
    }

    /// What a registry says; nil where nobody is asked, or nobody answers and that is no error.
    private func asked(_ request: ImageRequest) throws -> Digest? {
        guard let lookups else { return nil }
        do {
            if let digest = try lookups.digest(for: request) { return digest }
        } catch let fault as TransferFault {
            let fault = ImageRequestFault.unanswered(request.reference, fault)
            doubts.withLock { if !$0.contains(fault.warning) { $0.append(fault.warning) } }
            if lookups.isRequired { throw Diagnostics(fault.diagnostic) }
            return nil
        }
        throw Diagnostics(ImageRequestFault.absent(request.reference).diagnostic)
    }

    /// Short forms of a name count as the name, unless that is there itself.
    private static func names(in store: Store) throws -> [String: Reference] {
        var (full, short): ([String: Reference], [String: Reference]) = ([:], [:])
        for stored in try store.references() {
            guard let name = try? ImageReference(stored.name).description else { continue }
            if name == stored.name { full[name] = stored } else { short[name] = stored }
        }
        return full.merging(short) { full, _ in full }
    }

    /// The image that a digest leads to. Documents that the store does not have, or not any more, come from the registry.
    private func image(_ reference: ImageReference, _ digest: Digest, _ platform: Platform) throws -> BaseImage {
        let image = try stored(reference, digest, platform)
        if !image.isGuess || lookups == nil { return image }
        let pinned = ImageReference(
            registry: reference.registry, repository: reference.repository, tag: reference.tag, digest: digest)
        guard try asked(ImageRequest(pinned, for: platform)) != nil else { return image }
        return try stored(reference, digest, platform)
    }

    /// The image whose manifest or index is in the store. Parts of it may have been evicted, which is no fault: then as
    /// much is known as the rest tells.
    private func stored(_ reference: ImageReference, _ digest: Digest, _ platform: Platform) throws -> BaseImage {
        let name = reference.description
        // What is pinned is known by its digest; a name that leads to something else says nothing of its image.
        let fallback: BaseImage.Origin = reference.digest == nil ? .unknown : .manifest(digest)
        guard let store, try isDocument(digest, in: store) else { return guess(reference, fallback, platform) }
        do throws(ImageFault) {
            let image = try Image(digest, for: platform, from: StoredDocuments(store))
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
