internal import Host

/// Takes the bytes of a new blob from who makes them; see `Store.write`.
///
/// They are gathered in pieces, which another thread takes in while the next are made. What ends before the first piece
/// is full needs no thread.
package final class BlobWriter {
    private let store: Store
    private let intake: Intake
    private var piece: [UInt8] = []
    private var handover: Handover?
    private var worker: Worker?

    static let pieceLength = 1 << 20

    init(_ store: Store, _ intake: Intake) {
        self.store = store
        self.intake = intake
    }

    deinit {
        // Else the thread would wait for the rest, and this for the thread.
        handover?.close(StoreError.endedEarly(expected: 0, found: 0))
    }

    /// Takes `bytes` in. Throws what went wrong with those that came before, perhaps much later.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            if piece.isEmpty { piece.reserveCapacity(Self.pieceLength) }
            let count = min(rest.count, Self.pieceLength - piece.count)
            piece.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if piece.count == Self.pieceLength { try handOver() }
        }
    }

    package func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    private func handOver() throws {
        let handover = try self.handover ?? start()
        // One that is known already is not read any further; nor is one that went wrong.
        if !handover.put(piece) { _ = try handover.outcome().get() }
        piece = []
    }

    private func start() throws -> Handover {
        let handover = Handover()
        let (store, intake) = (store, intake)
        worker = try Worker {
            handover.end(Result { try store.add(HandedSource(handover, length: intake.length), intake) })
        }
        self.handover = handover
        return handover
    }

    /// Says that all is written.
    package func finish() throws -> Addition {
        guard let handover else { return try store.add(piece, intake) }
        if !piece.isEmpty { _ = handover.put(piece) }
        handover.close(nil)
        return try handover.outcome().get()
    }

    /// Says that no more will come, and that what came is of no use.
    package func abandon(_ error: any Error) {
        guard let handover else { return }
        handover.close(error)
        _ = handover.outcome()
    }
}

extension Store {
    /// What takes a blob in from who is handed its bytes, and cannot say at once when that ends. It is to be finished or abandoned.
    package func writer(_ intake: Intake) -> BlobWriter { BlobWriter(self, intake) }

    /// Takes what `body` writes in as a blob, or says what was wrong with it and keeps nothing: `add` for who makes
    /// bytes and does not have them. When `body` throws, so does this, and nothing is kept.
    package func write(_ intake: Intake = Intake(), _ body: (BlobWriter) throws -> Void) throws -> Addition {
        let writer = BlobWriter(self, intake)
        do {
            try body(writer)
        } catch {
            writer.abandon(error)
            throw error
        }
        return try writer.finish()
    }
}
