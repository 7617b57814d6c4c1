internal import ContentStore
internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// The documents of images in a repository, each of which comes into the store as it is asked for.
final class RemoteDocuments: BlobSource, Sendable {
    private let repository: String
    private let client: RegistryClient
    private let session: TransferSession
    private let stored: StoredDocuments
    /// Those that manifests have named: a registry keeps them with the layers.
    private let configurations = Mutex<[Digest: Descriptor]>([:])

    init(_ repository: String, _ client: RegistryClient, _ session: TransferSession) {
        self.repository = repository
        self.client = client
        self.session = session
        stored = StoredDocuments(session.store)
    }

    func blob(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        let bytes = try known(digest, limit: limit) ?? fetched(digest, limit: limit)
        if let bytes, case .manifest(let manifest)? = try? ImageDocument(parsing: bytes) {
            configurations.withLock { $0[manifest.configuration.digest] = manifest.configuration }
        }
        return bytes
    }

    private func known(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        try session.lease.add(digest) ? stored.blob(digest, limit: limit) : nil
    }

    private func fetched(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        if let blob = configurations.withLock({ $0[digest] }) {
            guard blob.size <= Int64(limit) else { throw ImageFault.tooLarge(digest, size: blob.size, limit: limit) }
            try client.pull(blob, from: repository) { bytes += $0 }
        } else if let found = try client.manifest(repository, .digest(digest)) {
            bytes = found.bytes
        } else {
            return nil
        }
        try session.keep(bytes, digest)
        return bytes
    }

    func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        stored.digest(of: bytes, algorithm)
    }
}
