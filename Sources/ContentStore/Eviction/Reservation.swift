internal import Host
internal import SQLite

/// Room on the disk that one write has been promised. It grows before the write does, so that the limit holds at every
/// moment, and what was not used is given back at the end.
struct Reservation: ~Copyable {
    private let store: Store
    private let session: Session
    private let isSmallChange: Bool
    private var reserved: Int64 = 0

    /// A write of at most this, for which nobody waits, draws on room that was reserved for many.
    private static let small: Int64 = 512 << 10
    /// Asked for at a time, where nobody knows how much will come.
    private static let step: Int64 = 16 << 20
    /// Beside a file's bytes: blocks that list its blocks, a longer directory, rows of the index.
    private static let besides: Int64 = 32 << 10

    init(_ store: Store, _ session: Session, _ forecast: Forecast, _ durability: Intake.Durability) {
        self.store = store
        self.session = session
        isSmallChange =
            if case .exactly(let length) = forecast { durability == .lazy && length <= Self.small } else { false }
    }

    deinit {
        guard reserved > 0 else { return }
        if isSmallChange { return session.allow(reserved) }
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
        let bytes = length + Self.besides - reserved
        if isSmallChange, try store.draw(bytes, in: session) {
            reserved += bytes
            return
        }
        try store.reserve(bytes, for: session)
        reserved += bytes
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
        try makeRoom(for: bytes) { try $0.addReservation(bytes, of: session.id) }
    }

    /// Room of what was reserved for many; false where there is none, and a write has to ask for itself.
    fileprivate func draw(_ bytes: Int64, in session: Session) throws -> Bool {
        if session.draw(bytes) { return true }
        let allowance = min(4 << 20, (limit ?? .max) / 64)
        if allowance < bytes { return false }
        do {
            try reserve(allowance, for: session)
        } catch let refusal as StoreError where refusal.isLimit {
            return false
        }
        session.allow(allowance - bytes)
        return true
    }

    /// Has `take` note what takes `bytes` more of the disk, once there is room for that. Throwing away directories comes
    /// before evicting blobs, and room for work before evidence of damage.
    func makeRoom(for bytes: Int64, _ take: (borrowing Connection) throws -> Void) throws {
        guard let limit, bytes > 0 else { return try index.write(take) }
        while true {
            let besides = try overhead()
            let missing = try index.write { connection in
                let missing = try connection.accounted(besides) + bytes - limit
                if missing <= 0 { try take(connection) }
                return missing
            }
            if missing <= 0 { return }
            if try !evictDirectories(freeing: missing).isEmpty { continue }
            do {
                try evict(for: bytes, besides: besides, limit: limit)
            } catch let refusal as StoreError {
                guard refusal.isLimit, try emptyQuarantine() else { throw refusal }
            }
        }
    }
}
