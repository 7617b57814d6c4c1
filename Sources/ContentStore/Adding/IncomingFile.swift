internal import Host
internal import SQLite

/// A file in flight: in its session's directory until it is published, and gone with this object if it never is.
struct IncomingFile: ~Copyable {
    let path: Path
    private let file: OpenFile
    private let system: any FileSystem
    private let forecast: Forecast
    private let durability: Intake.Durability
    private var reservation: Reservation
    private(set) var length: Int64 = 0
    private var sentToDisk: Int64 = 0
    private var isLeftToSweep = false

    /// How much is written before the disk is asked to begin: while it works we go on, and the sync at the end is short.
    private static let writebackStep: Int64 = 8 << 20

    /// Written at once, so that no room is allotted for more.
    private static let smallLength: Int64 = 256 << 10

    init(_ store: Store, _ session: Session, _ forecast: Forecast, _ durability: Intake.Durability) throws {
        path = session.newPath()
        system = store.system
        self.forecast = forecast
        self.durability = durability
        reservation = Reservation(store, session, forecast, durability)
        try reservation.cover(0, forecast)
        file = try OpenFile(path, .create, on: system)
    }

    deinit {
        // Swept with the session otherwise.
        if !isLeftToSweep { _ = try? system.remove(path) }
    }

    /// Keeps the file where it is, so that the sweep finds by it the other name that it was given.
    mutating func leaveToSweep() {
        isLeftToSweep = true
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        try reservation.cover(length + Int64(bytes.count), forecast)
        try file.write(bytes)
        length += Int64(bytes.count)
        // Whole steps: the page that the next write begins in must not be on its way, or that write would wait for it.
        let whole = length - length % Self.writebackStep
        if whole > sentToDisk {
            file.startWriteback(sentToDisk..<whole)
            sentToDisk = whole
        }
    }

    /// Returns when the bytes are on the disk, unless nobody waits for that.
    func finish() throws -> FileStatus {
        // Some file systems allot room beyond the end of a growing file; cutting it there gives that back.
        if durability == .synced || length > Self.smallLength { try file.truncate(to: length) }
        if durability == .synced { try file.sync() }
        return try file.status()
    }

    func releaseReservation(in connection: borrowing Connection) throws {
        try reservation.release(in: connection)
    }

    mutating func settleReservation() {
        reservation.settle()
    }
}
