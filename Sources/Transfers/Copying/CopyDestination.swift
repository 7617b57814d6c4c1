internal import ContentStore
internal import Hashing
internal import OCI
internal import Registry
internal import Values

/// The repository that a copy goes to.
struct CopyDestination: Sendable {
    let client: RegistryClient
    let repository: String
    private let order: CopyOrder
    private let source: CopySource
    private let session: TransferSession
    private let blobs: BlobPush

    /// Connections at once: for questions, and for blobs that are moved by the registry, or through this machine.
    private static let askers = 8
    private static let senders = 4

    init(_ order: CopyOrder, from source: CopySource, _ session: TransferSession, _ registries: Registries) {
        self.order = order
        self.source = source
        self.session = session
        client = registries[order.registry]
        repository = order.repository
        let isNear = order.staysInRegistry
        blobs = BlobPush(
            order.registry, order.repository, session, registries, mountingFrom: isNear ? source.repository : nil
        ) { try RelayedContent($0, from: source, session) }
    }

    /// Has it have blobs, and documents by their digests.
    func take(_ contents: CopyContents) throws {
        let blobs = try contents.blobs.filter { try isDistributed($0) }
        if order.staysInRegistry {
            // Who has it mounted already has it mounted once more.
            try self.blobs.send(blobs, width: Self.askers)
        } else {
            try self.blobs.send(self.blobs.missing(of: blobs, width: Self.askers), width: Self.senders)
        }
        for document in contents.documents { try put(document) }
    }

    /// What must not be given away is in no repository, and nobody expects it there.
    private func isDistributed(_ blob: Descriptor) throws -> Bool {
        guard blob.mediaType.contains(".nondistributable.") || blob.mediaType.contains(".foreign.") else { return true }
        return try source.client.hasBlob(blob, in: source.repository)
    }

    private func put(_ document: RemoteManifest) throws {
        guard let subject = document.subject else {
            return try client.put(document, to: repository, as: .digest(document.digest))
        }
        // Where the registry does not list what refers to it, a tag does, which one process at a time may change.
        let lock = try session.store.lock(key(of: subject))
        defer { withExtendedLifetime(lock) {} }
        try client.put(document, to: repository, as: .digest(document.digest), subject: subject)
    }

    private func key(of subject: Descriptor) -> Digest {
        var hash = FramedHash("hearth.referrers.1")
        hash.add("registry", order.registry)
        hash.add("repository", order.repository)
        hash.add("subject", subject.digest.description)
        return hash.digest()
    }
}
