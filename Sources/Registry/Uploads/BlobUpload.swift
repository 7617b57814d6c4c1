internal import HTTP
internal import OCI

/// A blob on its way to a registry.
///
/// An upload has a location, which may change with each answer, and an offset: how much the registry has. A small blob goes
/// over as a whole with the request that ends the upload, a large one in chunks before that. After a break the registry is
/// asked how much it has, and what it says counts. Where it does not know the upload any more, or cannot say where it
/// stands, the upload begins anew; that it may a few times only.
///
/// Only what gets further than all tries before counts as a success: a registry that takes and forgets wears out patience.
final class BlobUpload {
    static let beginningLimit = 5

    let blob: Descriptor
    let repository: String
    let client: RegistryClient
    let source: UploadSource
    private let note: (UploadState?) throws -> Void

    /// Where it goes on; nil where nothing has begun.
    private(set) var place: UploadPlace?
    /// Whether the registry has said so itself, and nothing was sent since.
    var isSure = false
    /// What somebody keeps for the next time.
    private var noted: UploadState?
    /// The most that the registry ever had.
    var reached: Int64 = 0
    var beginnings = 0
    /// The request that ends it was sent, and may have got through without its answer.
    var mayBeComplete = false

    init(
        _ blob: Descriptor, to repository: String, by client: RegistryClient, _ source: UploadSource,
        _ note: @escaping (UploadState?) throws -> Void
    ) {
        (self.blob, self.repository, self.client, self.source, self.note) = (blob, repository, client, source, note)
    }

    var home: Endpoint { client.home }
    var what: String { "the upload of blob \(blob.digest) to \(repository)" }
    var scope: RepositoryScope { RepositoryScope(repository: repository, actions: [.pull, .push]) }

    func run(mountingFrom sources: [String], resuming: UploadState?) throws -> UploadOutcome {
        if let resuming, let state = UploadPlace(resuming) {
            (place, noted) = (state, resuming)
        } else if let source = try mount(from: sources) {
            return .mounted(from: source)
        }
        try client.retrying.run { try attempt($0) }
        return .sent(source.sent)
    }

    private func attempt(_ gotFurther: () -> Void) throws {
        if place != nil, !isSure { try findPlace() }
        if place == nil {
            if mayBeComplete, try client.hasBlobNow(blob, in: repository) { return }
            try begin()
        }
        try sendAll(gotFurther)
    }

    func stand(at place: UploadPlace) {
        (self.place, isSure) = (place, true)
    }

    /// It is of no use any more.
    func forget() throws {
        place = nil
        try keep(nil)
    }

    /// Has the caller keep a place, if it does not already.
    func keep(_ state: UploadState?) throws {
        guard state != noted else { return }
        noted = state
        try CallersError.marking { try note(state) }
    }
}
