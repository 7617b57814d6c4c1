internal import ContentStore
internal import OCI
internal import Values

/// An image in the local store: its documents are blobs, each of which keeps what it leads to.
struct KeptImage {
    private let store: Store

    init(_ store: Store) {
        self.store = store
    }

    /// Puts the documents into the store. The layers must be there. Nothing keeps the whole but the lease, until it has a name.
    func keep(_ image: WrittenImage, under lease: Lease) throws {
        for layer in image.layers where try !lease.add(layer.digest) { throw OutputFault.missingBlob(layer.digest) }
        for document in image.documents {
            var intake = Intake(expected: document.descriptor.digest, length: document.descriptor.size)
            intake.compression = .none
            intake.lease = lease
            if try store.add(document.bytes, intake).isNew || !document.parts.isEmpty {
                try store.note(document.parts, of: document.descriptor.digest)
            }
        }
    }
}
