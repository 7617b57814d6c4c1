internal import ContentStore
internal import OCI
internal import Registry
internal import Values

/// Brings an image to a repository: blobs, then manifests by digest, then, with leave where it is one of a set, the tags.
struct ImagePush {
    private let order: PushOrder
    private let session: TransferSession
    private let registries: Registries
    private let client: RegistryClient

    /// Connections at once: for questions, and for blobs.
    private static let askers = 8
    private static let senders = 4

    init(_ order: PushOrder, _ session: TransferSession, _ registries: Registries) {
        self.order = order
        self.session = session
        self.registries = registries
        client = registries[order.registry]
    }

    /// Succeeds when the tags lead to the image; is cancelled when its set was given up, and they are where they were.
    func run() throws -> Transfer.Outcome {
        let goals = order.tags.map { tag in
            TagMove.Goal(tag: tag, root: order.root) { [order, session] in
                try RemoteManifest(stored: order.root, in: session.store)
            }
        }
        let tags = TagMove(goals, in: order.repository, client)
        try tags.ask()
        if try !isThere(tags) {
            try moveContents()
            tags.noteNew([order.root])
        }
        guard order.isOfSet else {
            session.enter(.tagging)
            try tags.move()
            return .succeeded
        }
        return try tags.moveWithSet(in: session)
    }

    /// A registry that has a manifest has what it leads to.
    private func isThere(_ tags: TagMove) throws -> Bool {
        if tags.isAnyThere { return true }
        return try client.descriptor(order.repository, .digest(order.root), from: .registryAlone) != nil
    }

    private func moveContents() throws {
        let contents = try PushContents(order.root, session, registries)
        session.expect(contents.size)
        _ = try session.lease.add([order.root] + contents.blobs.map(\.digest))
        let move = BlobPush(order.registry, order.repository, session, registries)
        let missing = try move.missing(of: contents.blobs, width: Self.askers)
        try move.send(missing, width: Self.senders)
        for document in contents.documents {
            try client.put(document, to: order.repository, as: .digest(document.digest))
        }
    }
}
