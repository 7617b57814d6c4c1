internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// Brings what refers to manifests (signatures, bills of materials) to the repository that those were brought to, and what refers to
/// that, and so on.
struct ReferrerCopy {
    private let source: CopySource
    private let destination: CopyDestination
    private let session: TransferSession

    private static let width = 8
    private static let limit = 10_000

    init(from source: CopySource, to destination: CopyDestination, _ session: TransferSession) {
        self.source = source
        self.destination = destination
        self.session = session
    }

    func run(_ subjects: [Digest]) throws {
        var seen = Set(subjects)
        var open = subjects
        while !open.isEmpty {
            let referrers = try referrers(of: open).filter { seen.insert($0.digest).inserted }
            guard seen.count <= Self.limit else { throw ImageCopyFault.tooManyDocuments(limit: Self.limit) }
            let contents = try CopyContents(documents(referrers.filter { !$0.isThere }.map(\.digest)), from: source)
            try destination.take(contents)
            // Those of an index among them are as good as it is.
            let parts = contents.documents.map(\.digest).filter { seen.insert($0).inserted }
            open = referrers.map(\.digest) + parts
        }
    }

    /// What refers to any of some manifests, and whether the destination lists it already.
    private func referrers(of subjects: [Digest]) throws -> [(digest: Digest, isThere: Bool)] {
        let found = Mutex<[(digest: Digest, isThere: Bool)]>([])
        try Lanes.forEach(subjects, width: Self.width) { subject in
            let referrers = try source.client.referrers(of: subject, in: source.repository).map(\.digest)
            if referrers.isEmpty { return }
            let listed = try destination.client.referrers(of: subject, in: destination.repository).map(\.digest)
            let there = Set(listed)
            found.withLock { $0 += referrers.map { ($0, there.contains($0)) } }
        }
        return found.withLock { $0 }
    }

    /// A list under a tag may name what is no more.
    private func documents(_ digests: [Digest]) throws -> [RemoteManifest] {
        let found = Mutex<[RemoteManifest]>([])
        try Lanes.forEach(digests, width: Self.width) { digest in
            if let document = try source.documentIfThere(.digest(digest)) {
                found.withLock { $0.append(document) }
            } else {
                session.note("the referrer \(digest) is listed, and is not there")
            }
        }
        return found.withLock { $0 }
    }
}
