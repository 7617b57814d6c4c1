internal import Host
internal import SQLite

/// Room on the disk that one write has been promised. It grows before the write does, so that the limit holds at every
/// moment, and what was not used is given back at the end.
struct Reservation: ~Copyable {
    private let store: Store
    private let session: Session
    private var reserved: Int64 = 0

    /// Asked for at a time, where nobody knows how much will come.
    private static let step: Int64 = 32 << 20
    /// Beside a file's bytes: blocks that list its blocks, a longer directory, rows of the index.
    private static let besides: Int64 = 32 << 10

    init(_ store: Store, _ session: Session) {
        self.store = store
        self.session = session
    }

    deinit {
        guard reserved > 0 else { return }
        let (bytes, id) = (reserved, session.id)
        // A reservation that cannot be given back now goes with the session.
        try? store.index.write { try $0.addReservation(-bytes, of: id) }
    }

    /// Makes sure that a file of `length` bytes may be written. `expected`: what it will come to, where that is known.
    mutating func cover(_ length: Int64, expected: Int64?) throws {
        guard length + Self.besides > reserved, let limit = store.limit else { return }
        let wanted = max(length, expected ?? length + min(Self.step, limit / 64)) + Self.besides
        try store.reserve(wanted - reserved, within: limit, for: session)
        reserved = wanted
    }

    /// Gives the room back in the transaction that puts a row in its place. To be settled when that has been kept.
    func release(in connection: borrowing Connection) throws {
        if reserved > 0 { try connection.addReservation(-reserved, of: session.id) }
    }

    /// Says that the room was given back.
    mutating func settle() {
        reserved = 0
    }
}

extension Store {
    fileprivate func reserve(_ bytes: Int64, within limit: Int64, for session: Session) throws {
        while true {
            let besides = try overhead()
            let fits = try index.write { connection in
                let fits = try connection.accounted(besides) + bytes <= limit
                if fits { try connection.addReservation(bytes, of: session.id) }
                return fits
            }
            if fits { return }
            try evict(for: bytes, besides: besides, limit: limit)
        }
    }
}
