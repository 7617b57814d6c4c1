internal import ContentStore
internal import Host
internal import OCI
internal import Registry
internal import Values

/// The bytes of a blob that goes from one repository to another: from the store, if that has it; else they are fetched while they are
/// sent, past the store, from when the first of them is asked for.
final class RelayedContent: UploadContent {
    private let blob: Descriptor
    private let source: CopySource
    private let session: TransferSession
    private let reader: BlobReader?
    private var relay: (file: RelayFile, thread: Worker)?

    init(_ blob: Descriptor, from source: CopySource, _ session: TransferSession) throws {
        self.blob = blob
        self.source = source
        self.session = session
        reader = try session.lease.add(blob.digest) ? session.store.open(blob.digest) : nil
    }

    // The thread is waited for when it is let go of.
    deinit { relay?.file.giveUp() }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if let reader { return try reader.read(at: offset, into: buffer) }
        return try (relay ?? begin()).file.read(at: offset, into: buffer)
    }

    private func begin() throws -> (file: RelayFile, thread: Worker) {
        let file = try RelayFile(blob, at: session.store.newScratchPath())
        let relay = (file: file, thread: try Worker { [source] in file.fetch(from: source) })
        self.relay = relay
        return relay
    }
}
