/// The system calls that look at a tree of files which others wrote: by descriptor and single name, so that no link is
/// followed and no path is too long. The seam at which a test can watch them, or have files change meanwhile.
///
/// An interrupted call is made again, unless somebody asked the process to stop. Errors name no path: the caller knows
/// it.
package protocol TreeSystem: Sendable {
    /// Opens the top of a tree; alone here links are followed.
    func open(_ root: Path) throws(SystemError) -> Int32
    /// Opens a directory in a directory; a link is none.
    func openDirectory(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> Int32
    /// Opens a file to be read; a link is an error. Does not wait for a fifo's other end.
    func openFile(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> Int32
    func close(_ descriptor: Int32)
    func status(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> NodeStatus
    func status(_ descriptor: Int32) throws(SystemError) -> NodeStatus
    func names(in directory: Int32) throws(SystemError) -> NameList
    func target(of link: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) -> [UInt8]
    /// How many bytes came; 0 at the end.
    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
    /// What the file system is that a descriptor is on.
    func volumeKind(_ descriptor: Int32) -> VolumeKind
    /// The moment by the clock that stamps files, in nanoseconds since 1970, and the longest that it stands still.
    func now() -> Int64
    var tick: Int64 { get }
}

/// How much of what has changed a file system shows in the times of its files.
package enum VolumeKind: Sendable {
    /// The kernel's own, on a disk or in memory of this machine: all of it, by the kernel's clock.
    case local
    /// One of several layers, any of which may come from elsewhere and change while it is not in use. A directory has
    /// the times of one layer, and the names of all.
    case layered
    /// On a network, or unknown: the clock is another's, and what it says of a file may be old until that is opened.
    case remote
}

/// What the system says of a file.
package struct NodeStatus: Equatable, Sendable {
    package var inode: UInt64
    package var device: UInt64
    package var length: Int64
    /// Nanoseconds since 1970, modulo 2^64.
    package var modified: Int64
    package var changed: Int64
    /// Kind and permissions, as the system has them.
    package var mode: UInt32
    /// Of a device: which.
    package var major: UInt32
    package var minor: UInt32

    package init(
        inode: UInt64, device: UInt64, length: Int64, modified: Int64, changed: Int64, mode: UInt32, major: UInt32 = 0,
        minor: UInt32 = 0
    ) {
        self.inode = inode
        self.device = device
        self.length = length
        self.modified = modified
        self.changed = changed
        self.mode = mode
        self.major = major
        self.minor = minor
    }
}
