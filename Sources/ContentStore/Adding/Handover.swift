#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where one thread leaves pieces of bytes for another, two at most, and that one what came of them.
// @unchecked: all is reached under the lock alone.
final class Handover: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var pieces: [[UInt8]] = []
    private var isClosed = false
    private var failure: (any Error)?
    private var result: Result<Addition, any Error>?

    private static let most = 2

    init() {
        lock.initialize(to: pthread_mutex_t())
        changed.initialize(to: pthread_cond_t())
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// Waits until there is room. False when nobody will take it any more.
    func put(_ piece: [UInt8]) -> Bool {
        change(when: { pieces.count < Self.most || result != nil }) {
            if result == nil { pieces.append(piece) }
            return result == nil
        }
    }

    /// Says that no more pieces come, for which there may be a reason.
    func close(_ failure: (any Error)?) {
        change {
            isClosed = true
            self.failure = failure
        }
    }

    /// Waits for a piece; nil at the end.
    func take() throws -> [UInt8]? {
        let (piece, failure) = change(when: { !pieces.isEmpty || isClosed }) {
            self.failure == nil && !pieces.isEmpty ? (pieces.removeFirst(), nil) : (nil, self.failure)
        }
        if let failure { throw failure }
        return piece
    }

    /// Says what came of it all.
    func end(_ result: Result<Addition, any Error>) {
        change { self.result = result }
    }

    /// Waits for what came of it all.
    func outcome() -> Result<Addition, any Error> {
        change(when: { result != nil }) { result ?? .failure(StoreError.endedEarly(expected: 0, found: 0)) }
    }

    private func change<Value>(when condition: () -> Bool = { true }, _ body: () -> Value) -> Value {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while !condition() { pthread_cond_wait(changed, lock) }
        defer { pthread_cond_broadcast(changed) }
        return body()
    }
}

/// The bytes that are handed over.
struct HandedSource: ByteSource {
    private let handover: Handover
    private var piece: [UInt8] = []
    private var offset = 0
    let length: Int64?

    init(_ handover: Handover, length: Int64?) {
        self.handover = handover
        self.length = length
    }

    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var done = 0
        while done < buffer.count {
            if offset == piece.count {
                guard let next = try handover.take() else { break }
                (piece, offset) = (next, 0)
            }
            let count = min(buffer.count - done, piece.count - offset)
            piece.withUnsafeBytes { bytes in
                let target = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + count])
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
            }
            (done, offset) = (done + count, offset + count)
        }
        return done
    }
}
