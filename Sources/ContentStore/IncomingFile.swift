internal import Host
internal import SQLite

/// A file in flight: in its session's directory until it is published, and gone with this object if it never is.
struct IncomingFile: ~Copyable {
    let path: Path
    private let file: OpenFile
    private let system: any FileSystem
    private let expected: Int64?
    private var reservation: Reservation
    private(set) var length: Int64 = 0
    private var sentToDisk: Int64 = 0

    /// How much is written before the disk is asked to begin: while it works we go on, and the sync at the end is short.
    private static let writebackStep: Int64 = 8 << 20

    init(_ store: Store, _ session: Session, expected: Int64?) throws {
        path = session.newPath()
        system = store.system
        self.expected = expected
        reservation = Reservation(store, session)
        try reservation.cover(0, expected: expected)
        file = try OpenFile(path, .create, on: system)
    }

    deinit {
        // Swept with the session otherwise.
        _ = try? system.remove(path)
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        try reservation.cover(length + Int64(bytes.count), expected: expected)
        try file.write(bytes)
        length += Int64(bytes.count)
        if length - sentToDisk >= Self.writebackStep {
            file.startWriteback(sentToDisk..<length)
            sentToDisk = length
        }
    }

    /// Returns when the bytes are on the disk.
    func finish() throws -> FileStatus {
        // Some file systems allot room beyond the end of a growing file; cutting it there gives that back.
        try file.truncate(to: length)
        try file.sync()
        return try file.status()
    }

    func releaseReservation(in connection: borrowing Connection) throws {
        try reservation.release(in: connection)
    }

    mutating func settleReservation() {
        reservation.settle()
    }
}
