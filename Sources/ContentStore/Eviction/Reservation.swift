internal import Host
internal import SQLite

/// Room on the disk that one write has been promised. It grows before the write does, so that the limit holds at every
/// moment, and what was not used is given back at the end.
struct Reservation: ~Copyable {
    private let store: Store
    private let session: Session
    private var reserved: Int64 = 0

    /// Asked for at a time, where nobody knows how much will come.
    private static let step: Int64 = 16 << 20
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

    /// Makes sure that a file of `length` bytes may be written, and as much more as is likely to follow.
    mutating func cover(_ length: Int64, _ forecast: Forecast) throws {
        guard length + Self.besides > reserved else { return }
        switch forecast {
        case .exactly(let total): try grow(to: max(length, total))
        case .atMost(let total): try grow(to: length, orRather: min(total, length + Self.step))
        case .unknown: try grow(to: length, orRather: length + Self.step)
        }
    }

    /// There may be room for what there is, if not for what might follow.
    private mutating func grow(to length: Int64, orRather likely: Int64) throws {
        do {
            try grow(to: max(length, likely))
        } catch StoreError.limitReached where likely > length {
            try grow(to: length)
        }
    }

    private mutating func grow(to length: Int64) throws {
        try store.reserve(length + Self.besides - reserved, for: session)
        reserved = length + Self.besides
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
    /// Also without a limit of our own: others may have one, and count what we have in flight.
    fileprivate func reserve(_ bytes: Int64, for session: Session) throws {
        guard let limit else { return try index.write { try $0.addReservation(bytes, of: session.id) } }
        while true {
            let besides = try overhead()
            let fits = try index.write { connection in
                let fits = try connection.accounted(besides) + bytes <= limit
                if fits { try connection.addReservation(bytes, of: session.id) }
                return fits
            }
            if fits { return }
            do {
                try evict(for: bytes, besides: besides, limit: limit)
            } catch let refusal as StoreError {
                // Room for work comes before evidence of damage.
                guard refusal.isLimit, try emptyQuarantine() else { throw refusal }
            }
        }
    }
}
