internal import ContentStore
internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// Brings images from one repository to another: blobs, then manifests by digest, then what refers to them, then, with leave where
/// they are of a set, the tags.
///
/// Where both are of one registry it mounts the blobs, and nothing of them comes here.
struct ImageCopy {
    private let order: CopyOrder
    private let session: TransferSession
    private let source: CopySource
    private let destination: CopyDestination
    private let client: RegistryClient

    /// Connections at once.
    private static let width = 8

    init(_ order: CopyOrder, _ session: TransferSession, _ registries: Registries) {
        self.order = order
        self.session = session
        source = CopySource(order.sourceRepository, registries[order.sourceRegistry])
        client = registries[order.registry]
        destination = CopyDestination(order, from: source, session, registries)
    }

    /// Succeeds when the tags lead to the images; is cancelled when its set was given up, and they are where they were. The digest
    /// is that of the image, where there is a single one.
    func run() throws -> (Transfer.Outcome, Digest?) {
        let images = try images()
        let tags = tags(of: images)
        // One tag that does not move is where it was.
        if order.isOfSet || tags.count > 1 { try tags.ask() }
        if !order.staysInRepository { tags.noteNew(try moveContents(of: images.map(\.root))) }
        return (try move(tags), images.count == 1 ? images[0].root.digest : nil)
    }

    private func images() throws -> [(root: RemoteManifest, tags: [String])] {
        let found = Mutex<[Int: RemoteManifest]>([:])
        try Lanes.forEach(Array(order.items.indices), width: Self.width) { number in
            let named = try source.document(order.items[number].source)
            let root = try order.platform.map { try source.image(named, for: $0) } ?? named
            found.withLock { $0[number] = root }
        }
        return found.withLock { found in
            order.items.enumerated().compactMap { number, item in found[number].map { ($0, item.tags) } }
        }
    }

    private func tags(of images: [(root: RemoteManifest, tags: [String])]) -> TagMove {
        let goals = images.flatMap { image in
            image.tags.map { tag in TagMove.Goal(tag: tag, root: image.root.digest) { image.root } }
        }
        for goal in goals { session.tell(.found(name: goal.tag, goal.root)) }
        return TagMove(goals, in: order.repository, client)
    }

    /// The images that were not there before.
    private func moveContents(of roots: [RemoteManifest]) throws -> Set<Digest> {
        let missing = Mutex<Set<Digest>>([])
        try Lanes.forEach(roots, width: Self.width) { root in
            // A registry that has a manifest has what it leads to.
            if try client.descriptor(order.repository, .digest(root.digest), from: .registryAlone) == nil {
                missing.withLock { _ = $0.insert(root.digest) }
            }
        }
        let absent = missing.withLock { missing in roots.filter { missing.contains($0.digest) } }
        let contents = try CopyContents(absent, from: source)
        session.expect(contents.size)
        try destination.take(contents)
        if order.takesReferrers {
            let subjects = try CopyContents(roots, from: source).documents.map(\.digest)
            try ReferrerCopy(from: source, to: destination, session).run(subjects)
        }
        return Set(absent.map(\.digest))
    }

    private func move(_ tags: TagMove) throws -> Transfer.Outcome {
        guard order.isOfSet else {
            session.enter(.tagging)
            try tags.moveOrPutBack(notice: session.notice)
            return .succeeded
        }
        return try tags.moveWithSet(in: session)
    }
}
