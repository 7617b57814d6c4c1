internal import ContentStore
internal import OCI
internal import Values

/// An image in the local store: its documents are blobs, each of which keeps what it leads to.
struct KeptImage {
    private let store: Store

    init(_ store: Store) {
        self.store = store
    }

    /// Puts the documents into the store. The layers must be there, but for those that are said to be elsewhere. Nothing keeps the whole but the lease, until it has a name.
    func keep(_ image: WrittenImage, under lease: Lease) throws {
        let missing = try lease.add(image.layers.map(\.digest)).filter { !image.elsewhere.contains($0) }
        if let first = missing.first { throw OutputFault.missingBlob(first) }
        for document in image.documents {
            var intake = Intake(expected: document.descriptor.digest, length: document.descriptor.size)
            intake.compression = .none
            intake.lease = lease
            if try store.add(document.bytes, intake).isNew || !document.parts.isEmpty {
                let parts = document.parts.filter { !image.elsewhere.contains($0) }
                try store.note(parts, of: document.descriptor.digest)
            }
        }
    }
}
