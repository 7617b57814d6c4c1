internal import ContentStore
internal import OCI
internal import Registry
internal import Values

/// Brings what an image is, or layers of it, into the store.
struct ImagePull {
    private let order: PullOrder
    private let session: TransferSession
    private let client: RegistryClient

    /// Connections at once.
    private static let width = 4

    init(_ order: PullOrder, _ session: TransferSession, _ registries: Registries) {
        self.order = order
        self.session = session
        client = registries[order.reference.registry]
    }

    /// What the name leads to; nil where the registry has no such image.
    func run() throws -> Digest? {
        switch order.part {
        case .documents(let platforms): return try documents(for: platforms)
        case .blobs(let blobs):
            session.expect(blobs.reduce(0) { $0 &+ $1.size })
            let pull = BlobPull(order.reference.repository, client, order.reference.registry, session)
            try Lanes.forEach(blobs.sorted { $0.size > $1.size }, width: Self.width) { try pull.fetch($0) }
            return order.reference.digest
        }
    }

    private func documents(for platforms: [Platform]) throws -> Digest? {
        guard let root = try root() else { return nil }
        let source = RemoteDocuments(order.reference.repository, client, session)
        try Lanes.forEach(platforms, width: Self.width) { platform in
            do {
                let image = try Image(root, for: platform, from: source)
                try session.store.note(
                    ([root, image.digest] + image.manifest.layers.map(\.digest)).map { place(of: $0) })
            } catch ImageFault.noImageForPlatform {
                // Who asked finds that out again, and knows where in a file the image is named.
            }
        }
        return root
    }

    private func place(of digest: Digest) -> BlobPlace {
        BlobPlace(registry: order.reference.registry, repository: order.reference.repository, digest: digest)
    }

    private func root() throws -> Digest? {
        let reference: ManifestReference =
            order.reference.digest.map { .digest($0) } ?? .tag(order.reference.tag ?? ImageReference.usualTag)
        if let digest = order.reference.digest, try session.lease.add(digest) { return digest }
        guard let found = try client.manifest(order.reference.repository, reference) else { return nil }
        try session.keep(found.bytes, found.digest)
        return found.digest
    }
}

extension TransferSession {
    /// Puts a document into the store, where it stays as long as this process.
    func keep(_ bytes: [UInt8], _ digest: Digest) throws {
        var intake = Intake(expected: digest, length: Int64(bytes.count))
        intake.compression = .none
        intake.durability = .lazy
        intake.lease = try lease
        _ = try store.add(bytes, intake)
    }
}
