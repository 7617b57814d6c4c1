internal import ContentStore
internal import OCI
internal import Registry
package import Values

/// What an image consists of: its documents, each after those that it leads to, and its blobs, each once.
struct PushContents {
    private(set) var documents: [RemoteManifest] = []
    private(set) var blobs: [Descriptor] = []
    private var seen: Set<Digest> = []
    private let session: TransferSession
    private let registries: Registries
    /// Where the image came from: an index that was pulled for one platform has the others there.
    private let origins: [BlobPlace]

    init(_ root: Digest, _ session: TransferSession, _ registries: Registries) throws {
        self.session = session
        self.registries = registries
        origins = try session.store.places(of: root)
        try add(root, depth: 0)
    }

    var size: Int64 { blobs.reduce(0) { $0 &+ $1.size } }

    private mutating func add(_ digest: Digest, depth: Int) throws {
        guard depth < 5, seen.insert(digest).inserted else { return }
        let document = try self.document(digest)
        switch try ImageDocument(parsing: document.bytes) {
        case .manifest(let manifest):
            for blob in manifest.blobs where seen.insert(blob.digest).inserted {
                blobs.append(blob)
            }
        case .index(let index):
            for part in index.manifests { try add(part.digest, depth: depth + 1) }
        }
        documents.append(document)
    }

    private func document(_ digest: Digest) throws -> RemoteManifest {
        do {
            return try RemoteManifest(stored: digest, in: session.store)
        } catch PushFault.missing {
            for origin in origins {
                guard let found = try registries[origin.registry].manifest(origin.repository, .digest(digest)) else {
                    continue
                }
                try session.keep(found.bytes, digest)
                try noteParts(of: found, at: origin)
                return found
            }
            throw PushFault.missing(digest)
        }
    }

    /// What a document that was fetched leads to is where it was.
    private func noteParts(of document: RemoteManifest, at origin: BlobPlace) throws {
        guard case .manifest(let manifest) = try ImageDocument(parsing: document.bytes) else { return }
        try session.store.note(
            manifest.blobs.map {
                BlobPlace(registry: origin.registry, repository: origin.repository, digest: $0.digest)
            })
    }
}

extension RemoteManifest {
    /// A document that is in the store.
    init(stored digest: Digest, in store: Store) throws {
        guard let bytes = try StoredDocuments(store).blob(digest, limit: JSON.sizeLimit) else {
            throw PushFault.missing(digest)
        }
        let type =
            switch try ImageDocument(parsing: bytes) {
            case .manifest(let manifest): manifest.mediaType
            case .index(let index): index.mediaType
            }
        self.init(mediaType: type, digest: digest, bytes: bytes)
    }
}

/// Why an image cannot be pushed.
package enum PushFault: Error {
    /// A part of it is not in the store, nor anywhere that is known.
    case missing(Digest)
    /// Tags are where they were not before, and could not be put back: with the reason that the first gave.
    case notPutBack([String], any Error)
}

extension PushFault {
    package var hint: String? {
        switch self {
        case .missing: "build, load or pull the image again"
        case .notPutBack: "see where they are with `hearth tags`, and move them with `hearth tag`"
        }
    }
}

extension PushFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let digest): "\(digest) is a part of it, and is not in the store"
        case .notPutBack(let tags, let error): "\(tags.joined(separator: ", ")) could not be put back: \(error)"
        }
    }
}
