package import Values

/// The system calls that touch files, one method each: the seam at which a test can watch them, fail them or cut
/// them short. An interrupted call is made again before anybody hears of it.
///
/// Descriptors are bare numbers here; `OpenFile` owns one. Paths are followed as the system follows them, so callers
/// hand in only paths they made themselves.
package protocol FileSystem: Sendable {
    func open(_ path: Path, _ access: FileAccess) throws(SystemError) -> Int32
    func close(_ descriptor: Int32) throws(SystemError)
    /// How many bytes came; 0 at the end. Fewer than asked for is no error.
    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
    func read(
        _ descriptor: Int32, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int
    /// How many bytes went, which may be fewer than given.
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int
    func truncate(_ descriptor: Int32, to length: Int64) throws(SystemError)
    /// Returns when what was written is on the disk.
    func sync(_ descriptor: Int32) throws(SystemError)
    /// Asks that written bytes be on their way to the disk, and waits for nothing.
    func startWriteback(_ descriptor: Int32, _ range: Range<Int64>)
    func status(_ descriptor: Int32) throws(SystemError) -> FileStatus
    /// Nil where there is nothing. A link is described, not followed.
    func status(_ path: Path) throws(SystemError) -> FileStatus?
    /// False when another holds the lock and `waiting` is false. The kernel frees it with the last descriptor, so it
    /// ends with its process, however that ends.
    func lock(_ descriptor: Int32, _ kind: LockKind, waiting: Bool) throws(SystemError) -> Bool

    /// False when something is there already.
    func makeDirectory(_ path: Path) throws(SystemError) -> Bool
    /// The names in a directory, each a path of one component, without `.` and `..`, in no order.
    func names(in directory: Path) throws(SystemError) -> [Path]
    func link(_ path: Path, to newPath: Path) throws(SystemError)
    /// Puts `path` in the place of `newPath`, whatever was there.
    func rename(_ path: Path, to newPath: Path) throws(SystemError)
    /// False when there was nothing.
    func remove(_ path: Path) throws(SystemError) -> Bool
    /// False when there was nothing.
    func removeDirectory(_ path: Path) throws(SystemError) -> Bool
    func volume(_ path: Path) throws(SystemError) -> Volume
}

package enum FileAccess: Sendable {
    /// Also for directories.
    case read
    /// A new file for this user alone; fails when the name is taken.
    case create
    /// A file to lock or to read and write, made when it is missing.
    case readWrite
}

package enum LockKind: Sendable {
    case shared
    case exclusive
}

package struct FileStatus: Equatable, Sendable {
    package enum Kind: Sendable {
        case file
        case directory
        case other
    }

    package typealias Identity = FileIdentity

    package let identity: Identity
    package let kind: Kind
    /// Permission bits alone.
    package let mode: UInt32
    package let owner: UInt32
    /// How many names it has.
    package let links: Int
    package let length: Int64
    /// What the file takes on the disk, in bytes.
    package let allocated: Int64
    package let modified: Timestamp
}

/// A mounted file system.
package struct Volume: Sendable {
    package let capacity: Int64
    package let isReadOnly: Bool
}
