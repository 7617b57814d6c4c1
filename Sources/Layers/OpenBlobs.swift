internal import ContentStore
internal import Synchronization
internal import Values

/// Blobs that are open, since more of them will be read.
final class OpenBlobs: Sendable {
    private struct State {
        var readers: [Digest: BlobReader] = [:]
        var order: [Digest] = []
    }

    private let state = Mutex(State())

    /// Each takes a descriptor.
    private static let most = 64

    func reader(_ digest: Digest, or open: () throws -> BlobReader) throws -> BlobReader {
        if let reader = state.withLock({ $0.readers[digest] }) { return reader }
        let reader = try open()
        state.withLock { state in
            guard state.readers.updateValue(reader, forKey: digest) == nil else { return }
            state.order.append(digest)
            if state.order.count > Self.most { state.readers[state.order.removeFirst()] = nil }
        }
        return reader
    }
}
