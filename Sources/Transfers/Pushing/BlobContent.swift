internal import ContentStore
internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// The bytes of a blob that is to be sent: from the store, into which they are brought first, from wherever they are known to be,
/// when they are asked for and are not there.
final class BlobContent: UploadContent {
    private let blob: Descriptor
    private let session: TransferSession
    private let registries: Registries
    private var reader: BlobReader?

    init(_ blob: Descriptor, _ session: TransferSession, _ registries: Registries) throws {
        self.blob = blob
        self.session = session
        self.registries = registries
        reader = try session.store.open(blob.digest)
    }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try open().read(at: offset, into: buffer)
    }

    private func open() throws -> BlobReader {
        if let reader { return reader }
        var fault: RegistryFault?
        for place in try session.store.places(of: blob.digest) {
            let pull = BlobPull(place.repository, registries[place.registry], place.registry, session)
            do {
                guard try pull.fetchIfThere(blob), let reader = try session.store.open(blob.digest) else { continue }
                self.reader = reader
                return reader
            } catch let found as RegistryFault {
                // The next may have it, and let us read it.
                fault = fault ?? found
            }
        }
        throw fault ?? PushFault.missing(blob.digest)
    }
}
