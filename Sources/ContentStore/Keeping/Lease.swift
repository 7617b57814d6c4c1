internal import Host
internal import SQLite
package import Values

/// Keeps blobs from eviction while this process needs them. It ends with the object, or with the process.
package final class Lease: Sendable {
    let id: Int64
    private let store: Store
    /// Keeps the session, on which the lease hangs, alive.
    private let session: Session

    fileprivate init(_ session: Session, _ store: Store, _ purpose: String) throws {
        self.session = session
        self.store = store
        id = try store.index.write { try $0.insertLease(of: session.id, for: purpose) }
    }

    deinit {
        // A lease that cannot be ended now ends with the session.
        let id = id
        try? store.index.write { try $0.deleteLease(id) }
    }

    /// Keeps `digest` too. False when the store does not have it (any more).
    package func add(_ digest: Digest) throws -> Bool {
        try add([digest]).isEmpty
    }

    /// Keeps all of `digests` that the store has, and says which it does not have (any more). A layer's tree and a
    /// manifest's parts are kept by their wholes.
    package func add(_ digests: [Digest]) throws -> [Digest] {
        let id = id
        _ = try store.areTrusted(digests)
        return try store.index.write { connection in
            try digests.filter { digest in
                guard try connection.blob(digest) != nil else { return true }
                try connection.lease(digest, under: id)
                return false
            }
        }
    }
}

extension Store {
    /// A lease that holds nothing yet. `purpose` is for people who ask what keeps their disk full.
    package func lease(for purpose: String) throws -> Lease {
        try Lease(workingSession(), self, purpose)
    }

    /// How many leases keep each blob that has any.
    package func leases() throws -> [Digest: Int] {
        try index.read { try $0.leaseCounts() }
    }
}
