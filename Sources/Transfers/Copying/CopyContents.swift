internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// What images consist of that are copied: their documents, each behind those that it leads to, and their blobs, each once.
struct CopyContents {
    private(set) var documents: [RemoteManifest] = []
    private(set) var blobs: [Descriptor] = []
    private var seen: Set<Digest> = []
    private let source: CopySource

    /// Nobody makes more than two indexes that lead to each other.
    private static let deepest = 5
    private static let width = 8

    init(_ roots: [RemoteManifest], from source: CopySource) throws {
        self.source = source
        try Self.fetchParts(of: roots, from: source)
        for root in roots { try add(root, depth: 0) }
    }

    var size: Int64 { blobs.reduce(0) { $0 &+ $1.size } }

    /// Has the source fetch all documents, several at once.
    private static func fetchParts(of roots: [RemoteManifest], from source: CopySource) throws {
        var seen = Set(roots.map(\.digest))
        var open = roots
        for _ in 0..<deepest where !open.isEmpty {
            let parts = try open.flatMap { try $0.parts }.filter { seen.insert($0).inserted }
            let found = Mutex<[RemoteManifest]>([])
            try Lanes.forEach(parts, width: width) { digest in
                let document = try source.document(.digest(digest))
                found.withLock { $0.append(document) }
            }
            open = found.withLock { $0 }
        }
    }

    private mutating func add(_ document: RemoteManifest, depth: Int) throws {
        guard depth < Self.deepest else { throw ImageCopyFault.nestedTooDeeply(document.digest) }
        guard seen.insert(document.digest).inserted else { return }
        switch try document.content {
        case .manifest(let manifest):
            for blob in manifest.blobs where seen.insert(blob.digest).inserted {
                blobs.append(blob)
            }
        case .index(let index):
            for part in index.manifests { try add(source.document(.digest(part.digest)), depth: depth + 1) }
        }
        documents.append(document)
    }
}

extension RemoteManifest {
    var content: ImageDocument {
        get throws {
            do throws(DocumentFault) {
                return try ImageDocument(parsing: bytes)
            } catch {
                throw ImageCopyFault.document(digest, error)
            }
        }
    }

    /// The documents that it leads to.
    fileprivate var parts: [Digest] {
        get throws {
            guard case .index(let index) = try content else { return [] }
            return index.manifests.map(\.digest)
        }
    }

    /// What it refers to, as a signature does.
    var subject: Descriptor? {
        guard let subject = (try? JSON(parsing: bytes))?["subject"], let digest = subject["digest"]?.digest else {
            return nil
        }
        return Descriptor(
            mediaType: subject["mediaType"]?.string ?? "", digest: digest, size: subject["size"]?.integer ?? 0)
    }
}
