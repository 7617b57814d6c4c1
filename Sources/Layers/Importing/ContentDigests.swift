internal import ContentStore
internal import Hashing
internal import Host
internal import Synchronization
internal import Values

/// The digests of many parts of a blob, learned by several threads.
struct ContentDigests {
    private let reader: BlobReader

    private static let pieceLength = 256 << 10
    /// Parts that a thread takes at once.
    private static let batch = 64

    init(_ reader: BlobReader) {
        self.reader = reader
    }

    /// By offset.
    func digests(of parts: [(offset: Int64, length: Int64)]) throws -> [Int64: Digest] {
        struct State {
            var next = 0
            var digests: [Int64: Digest] = [:]
            var failure: (any Error)?
        }
        let state = Mutex(State())
        Crew.run(min(Crew.standardCount, parts.count / 8 + 1)) { _ in
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength, alignment: 64)
            defer { room.deallocate() }
            while let range = state.withLock({ state -> Range<Int>? in
                guard state.failure == nil, state.next < parts.count else { return nil }
                let end = Self.end(of: state.next, parts)
                defer { state.next = end }
                return state.next..<end
            }) {
                do {
                    let found = try parts[range].map { ($0.offset, try digest(of: $0, room)) }
                    state.withLock { state in for (offset, digest) in found { state.digests[offset] = digest } }
                } catch {
                    state.withLock { $0.failure = error }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.digests
        }
    }

    private static func end(of start: Int, _ parts: [(offset: Int64, length: Int64)]) -> Int {
        var (end, length): (Int, Int64) = (start, 0)
        while end < parts.count, end - start < batch, length < 4 << 20 {
            length += parts[end].length
            end += 1
        }
        return end
    }

    private func digest(
        of part: (offset: Int64, length: Int64), _ room: UnsafeMutableRawBufferPointer
    ) throws -> Digest {
        var hash = ContentHash()
        var done: Int64 = 0
        while done < part.length {
            try Interruption.check()
            let target = UnsafeMutableRawBufferPointer(rebasing: room.prefix(Int(min(part.length - done, 1 << 30))))
            let count = try reader.read(at: part.offset + done, into: target)
            guard count > 0 else { throw LayerFault.damagedPack(reader.digest) }
            hash.update(UnsafeRawBufferPointer(rebasing: target[..<count]))
            done += Int64(count)
        }
        return hash.digest()
    }
}
