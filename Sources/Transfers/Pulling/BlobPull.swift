internal import ContentStore
internal import Hashing
internal import OCI
internal import Registry
internal import Values

/// Brings blobs of a repository into the store.
struct BlobPull: Sendable {
    private let repository: String
    private let client: RegistryClient
    private let registry: String
    private let session: TransferSession

    init(_ repository: String, _ client: RegistryClient, _ registry: String, _ session: TransferSession) {
        self.repository = repository
        self.client = client
        self.registry = registry
        self.session = session
    }

    /// False where the repository does not have it.
    func fetchIfThere(_ blob: Descriptor) throws -> Bool {
        do {
            try fetch(blob)
            return true
        } catch RegistryFault.notFound {
            try session.store.forget(place(of: blob))
            return false
        }
    }

    /// Fetches a blob, unless the store has it. Two processes that want the same fetch it once.
    func fetch(_ blob: Descriptor) throws {
        let lock = try session.store.lock(key(of: blob))
        defer { withExtendedLifetime(lock) {} }
        if try !session.lease.add(blob.digest) { try stream(blob) } else { advance(blob, by: blob.size, to: blob.size) }
        try session.store.note([place(of: blob)])
    }

    private func stream(_ blob: Descriptor) throws {
        var intake = Intake(expected: blob.digest, length: blob.size)
        intake.compression = .none
        intake.durability = .lazy
        intake.lease = try session.lease
        var done: Int64 = 0
        _ = try session.store.write(intake) { writer in
            try client.pull(blob, from: repository) { piece in
                try writer.write(piece)
                done += Int64(piece.count)
                advance(blob, by: Int64(piece.count), to: done)
            }
        }
    }

    private func advance(_ blob: Descriptor, by count: Int64, to done: Int64) {
        session.advance(count, part: "layer \(blob.digest.short)", done: done, of: blob.size)
    }

    private func key(of blob: Descriptor) -> Digest {
        var hash = FramedHash("hearth.download.1")
        hash.add("blob", blob.digest.description)
        return hash.digest()
    }

    private func place(of blob: Descriptor) -> BlobPlace {
        BlobPlace(registry: registry, repository: repository, digest: blob.digest)
    }
}
