internal import Host
internal import SQLite
package import Values

/// Keeps blobs from eviction while this process needs them. It ends with the object, or with the process.
package final class Lease: Sendable {
    let id: Int64
    private let index: BlobIndex
    /// Keeps the session, on which the lease hangs, alive.
    private let session: Session

    fileprivate init(_ session: Session, _ index: BlobIndex, _ purpose: String) throws {
        self.session = session
        self.index = index
        id = try index.write { try $0.insertLease(of: session.id, for: purpose) }
    }

    deinit {
        // A lease that cannot be ended now ends with the session.
        let id = id
        try? index.write { try $0.deleteLease(id) }
    }

    /// Keeps `digest` too. False when the store does not have it (any more).
    package func add(_ digest: Digest) throws -> Bool {
        let id = id
        return try index.write { connection in
            guard try connection.blob(digest) != nil else { return false }
            try connection.lease(digest, under: id)
            return true
        }
    }
}

extension Store {
    /// A lease that holds nothing yet. `purpose` is for people who ask what keeps their disk full.
    package func lease(for purpose: String) throws -> Lease {
        try Lease(workingSession(), index, purpose)
    }
}
