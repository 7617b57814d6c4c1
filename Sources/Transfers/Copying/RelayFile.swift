internal import Hashing
internal import Host
internal import OCI
internal import Registry
internal import Values

/// A blob that one thread fetches into a file without a name, and that another can read as far as it has come, from any place.
///
/// The last byte is lent when all of them are what the digest says: nothing else can come to its end anywhere.
final class RelayFile: Sendable {
    private let blob: Descriptor
    private let file: OpenFile
    private let state = Monitor(State())

    private struct State {
        var had: Int64 = 0
        var isWhole = false
        var failure: (any Error)?
        var isGivenUp = false
    }

    /// `path` is nobody's, and stays so.
    init(_ blob: Descriptor, at path: Path) throws {
        self.blob = blob
        file = try OpenFile(path, .create, on: LocalFileSystem())
        _ = try LocalFileSystem().remove(path)
    }

    /// Fetches it. Whoever reads is told of what goes wrong.
    func fetch(from source: CopySource) {
        do {
            var hash = ContentHash(blob.digest.algorithm)
            try source.client.pull(blob, from: source.repository) { piece in
                try take(piece)
                hash.update(piece)
            }
            let found = hash.digest()
            guard found == blob.digest else {
                throw RegistryFault.wrongDigest(
                    "blob \(blob.digest) of \(source.repository)", registry: source.client.registry,
                    expected: blob.digest, found: found)
            }
            state.change { $0.isWhole = true }
        } catch {
            state.change { $0.failure = error }
        }
    }

    private func take(_ piece: UnsafeRawBufferPointer) throws {
        try file.write(piece)
        try state.change { state in
            if state.isGivenUp { throw SystemError("relay", nil, .interrupted) }
            state.had += Int64(piece.count)
        }
    }

    /// Has whoever fetches it stop.
    func giveUp() { state.change { $0.isGivenUp = true } }

    /// Waits for bytes from `offset` on, and gives those that are there; none only behind the end.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset < blob.size else { return 0 }
        let count = try state.wait { state -> Int64? in
            if let failure = state.failure { throw failure }
            let there = state.isWhole ? blob.size : min(state.had, blob.size - 1)
            return there > offset ? there - offset : nil
        }
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: count)))
        return try file.fill(part, at: offset)
    }
}
