internal import ContentStore
internal import Hashing
internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// Brings blobs to a repository, each as cheaply as it goes: it is there; another repository of the registry has it; an earlier process
/// has sent a part of it; it is sent.
///
/// Of all processes that share the store one at a time sends a blob to a registry. The others do something else meanwhile,
/// and mount it when it is there.
struct BlobPush: Sendable {
    private let registry: String
    private let repository: String
    private let session: TransferSession
    private let registries: Registries
    private let source: String?
    private let content: @Sendable (Descriptor) throws -> any UploadContent

    private var store: Store { session.store }
    private var client: RegistryClient { registries[registry] }

    /// `source` is a repository of the same registry that has all that is sent. Without `content` the store has it, or knows who does.
    init(
        _ registry: String, _ repository: String, _ session: TransferSession, _ registries: Registries,
        mountingFrom source: String? = nil, content: (@Sendable (Descriptor) throws -> any UploadContent)? = nil
    ) {
        self.registry = registry
        self.repository = repository
        self.session = session
        self.registries = registries
        self.source = source
        self.content = content ?? { try BlobContent($0, session, registries) }
    }

    /// Those that the repository does not have, the largest first: it is what all wait for in the end.
    func missing(of blobs: [Descriptor], width: Int) throws -> [Descriptor] {
        let answers = Mutex<[(blob: Descriptor, isThere: Bool)]>([])
        try Lanes.forEach(blobs, width: width) { blob in
            let isThere = try client.hasBlob(blob, in: repository)
            answers.withLock { $0.append((blob, isThere)) }
        }
        let all = answers.withLock { $0 }
        try noteArrivals(of: all.filter(\.isThere).map(\.blob))
        return all.filter { !$0.isThere }.map(\.blob).sorted { ($0.size, $0.digest) > ($1.size, $1.digest) }
    }

    /// Sends blobs; those that others are sending come last.
    func send(_ blobs: [Descriptor], width: Int) throws {
        let busy = Mutex<[Descriptor]>([])
        try Lanes.forEach(blobs, width: width) { blob in
            guard let lock = try store.lockIfFree(key(of: blob)) else { return busy.withLock { $0.append(blob) } }
            defer { withExtendedLifetime(lock) {} }
            try send(blob)
        }
        try Lanes.forEach(busy.withLock { $0 }, width: width) { blob in
            let lock = try store.lock(key(of: blob))
            defer { withExtendedLifetime(lock) {} }
            if try client.hasBlob(blob, in: repository) { try noteArrivals(of: [blob]) } else { try send(blob) }
        }
    }

    private func key(of blob: Descriptor) -> Digest {
        var hash = FramedHash("hearth.upload.1")
        hash.add("registry", registry)
        hash.add("blob", blob.digest.description)
        return hash.digest()
    }

    private func send(_ blob: Descriptor) throws {
        let place = place(of: blob)
        let known = try store.repositories(of: registry, with: blob.digest).filter {
            ![repository, source].contains($0)
        }
        let sources = [source].compactMap(\.self) + known
        let begun = try store.upload(to: place).map { UploadState(location: $0.location, offset: $0.offset) }
        let part = "layer \(blob.digest.short)"
        let told = Atomic<Int64>(0)
        let outcome = try client.push(
            blob, to: repository, mountingFrom: Array(sources.prefix(Self.mostSources)), resuming: begun,
            note: { try note($0, at: place) },
            progress: { done in
                let before = told.exchange(done, ordering: .relaxed)
                session.advance(done - before, part: part, done: done, of: blob.size)
            }, content: content(blob))
        if case .mounted(let source) = outcome { session.note("\(blob.digest) mounted from \(source)") }
        try noteArrivals(of: [blob], told: told.load(ordering: .relaxed))
    }

    /// A registry that does not know a blob under one name will hardly know it under the next.
    private static let mostSources = 3

    private func note(_ state: UploadState?, at place: BlobPlace) throws {
        if let state {
            try store.noteUpload(to: place, location: state.location, offset: state.offset)
        } else {
            try store.forgetUpload(to: place)
        }
    }

    /// `told` says how many bytes of them were spoken of already.
    private func noteArrivals(of blobs: [Descriptor], told: Int64 = 0) throws {
        try store.note(blobs.map(place))
        for blob in blobs {
            session.advance(blob.size - told, part: "layer \(blob.digest.short)", done: blob.size, of: blob.size)
        }
    }

    private func place(of blob: Descriptor) -> BlobPlace {
        BlobPlace(registry: registry, repository: repository, digest: blob.digest)
    }
}
