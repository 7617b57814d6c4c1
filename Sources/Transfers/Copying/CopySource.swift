internal import Hashing
internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// The documents of a repository that is copied from, each fetched once and kept in memory. Any thread may ask.
final class CopySource: BlobSource, Sendable {
    let repository: String
    let client: RegistryClient
    private let state = Mutex(State())

    private struct State {
        var documents: [Digest: RemoteManifest] = [:]
        /// Those that manifests have named: a registry keeps them with the layers.
        var configurations: [Digest: Descriptor] = [:]
        var size: Int64 = 0
    }

    /// Of all documents that one copy may have.
    private static let countLimit = 10_000
    private static let sizeLimit: Int64 = 256 << 20

    init(_ repository: String, _ client: RegistryClient) {
        self.repository = repository
        self.client = client
    }

    /// What a tag or a digest leads to. Throws `RegistryFault.notFound` where there is nothing.
    func document(_ reference: ManifestReference) throws -> RemoteManifest {
        if let found = try documentIfThere(reference) { return found }
        throw RegistryFault.notFound("manifest \(reference) of \(repository)", registry: client.registry)
    }

    func documentIfThere(_ reference: ManifestReference) throws -> RemoteManifest? {
        if case .digest(let digest) = reference, let known = state.withLock({ $0.documents[digest] }) { return known }
        guard let found = try client.manifest(repository, reference) else { return nil }
        return try state.withLock { state in
            if let known = state.documents.updateValue(found, forKey: found.digest) { return known }
            state.size += Int64(found.bytes.count)
            guard state.documents.count <= Self.countLimit else {
                throw ImageCopyFault.tooManyDocuments(limit: Self.countLimit)
            }
            guard state.size <= Self.sizeLimit else { throw ImageCopyFault.documentsTooLarge(limit: Self.sizeLimit) }
            return found
        }
    }

    // MARK: - For the choice of a platform

    /// The manifest of the image for a platform that a document leads to.
    func image(_ root: RemoteManifest, for platform: Platform) throws -> RemoteManifest {
        let image = try Image(root.digest, for: platform, from: self)
        // What an index says of its images counts, whatever they say of themselves.
        if image.digest == root.digest, !platform.runs(image.platform) {
            throw ImageFault.noImageForPlatform(platform, available: [image.platform])
        }
        return try document(.digest(image.digest))
    }

    func blob(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        if let blob = state.withLock({ $0.configurations[digest] }) { return try configuration(blob, limit: limit) }
        guard let found = try documentIfThere(.digest(digest)) else { return nil }
        if case .manifest(let manifest)? = try? ImageDocument(parsing: found.bytes) {
            state.withLock { $0.configurations[manifest.configuration.digest] = manifest.configuration }
        }
        return found.bytes
    }

    private func configuration(_ blob: Descriptor, limit: Int) throws -> [UInt8] {
        guard blob.size <= Int64(limit) else { throw ImageFault.tooLarge(blob.digest, size: blob.size, limit: limit) }
        var bytes: [UInt8] = []
        try client.pull(blob, from: repository) { bytes += $0 }
        return bytes
    }

    func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        ContentHash.digest(of: bytes, algorithm)
    }
}
