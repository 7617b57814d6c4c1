internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A name in a directory, with what is known of the file behind it: 96 bytes without a reference, in memory as in the
/// stat cache. docs/stat-cache-format.md has the fields.
struct Entry {
    private(set) var inode: UInt64 = 0
    private(set) var device: UInt64 = 0
    /// Of a device its number, see `deviceNumber`.
    private(set) var length: Int64 = 0
    private(set) var modified: Int64 = 0
    private(set) var changed: Int64 = 0
    /// Of a file's content, when `digestKnown`.
    var digest = Hash256.zero
    /// What belongs to it elsewhere in memory: the directory that it is, or a link's target. On the disk numbers
    /// instead.
    var reference: UInt64 = 0
    /// Kind and permissions; the kind alone, or nothing, until `statusKnown`.
    private(set) var mode: UInt32
    let nameOffset: UInt32
    let nameLength: UInt16
    var flags: Flags = []
    var targetLength: UInt32 = 0

    struct Flags: OptionSet {
        let rawValue: UInt16

        static let statusKnown = Flags(rawValue: 1)
        static let digestKnown = Flags(rawValue: 2)
        static let doubtful = Flags(rawValue: 4)
        static let kept: Flags = [.statusKnown, .digestKnown, .doubtful]

        // In memory alone.

        /// .dockerignore drops it.
        static let ignored = Flags(rawValue: 0x10)
        /// --exclude drops it, or what a source of --parents matches leaves it out.
        static let dropped = Flags(rawValue: 0x20)
        /// A directory that nobody went into: nothing in it can be kept.
        static let closed = Flags(rawValue: 0x40)
        /// A directory of which nothing can be dropped.
        static let whole = Flags(rawValue: 0x80)
        static let viewed: Flags = [.ignored, .dropped, .closed, .whole]
        /// The status is of this run.
        static let current = Flags(rawValue: 0x100)
        /// It was listed, and then it was no longer there.
        static let gone = Flags(rawValue: 0x200)
        /// It is not on the disk as it is here.
        static let fixed = Flags(rawValue: 0x400)
        /// A file that was read in this run.
        static let read = Flags(rawValue: 0x800)
        /// A file on another machine that was opened in this run, and was what it was.
        static let confirmed = Flags(rawValue: 0x1000)
    }

    init(nameOffset: Int, nameLength: Int, kindBits: UInt32) {
        self.nameOffset = UInt32(truncatingIfNeeded: nameOffset)
        self.nameLength = UInt16(truncatingIfNeeded: nameLength)
        mode = kindBits
    }

    /// All of `other` under a new place for its name.
    init(_ other: Entry, nameOffset: Int) {
        self.init(nameOffset: nameOffset, nameLength: Int(other.nameLength), kindBits: other.mode)
        (inode, device, length, modified, changed) =
            (other.inode, other.device, other.length, other.modified, other.changed)
        (digest, reference, flags, targetLength) = (other.digest, other.reference, other.flags, other.targetLength)
    }
}

extension Entry {
    enum Kind {
        case file
        case directory
        case link
        case fifo
        case characterDevice
        case blockDevice
        /// A file without content, whatever BuildKit makes of it.
        case socket
        case unknown
    }

    var kind: Kind {
        switch mode & UInt32(S_IFMT) {
        case UInt32(S_IFREG): .file
        case UInt32(S_IFDIR): .directory
        case UInt32(S_IFLNK): .link
        case UInt32(S_IFIFO): .fifo
        case UInt32(S_IFCHR): .characterDevice
        case UInt32(S_IFBLK): .blockDevice
        case UInt32(S_IFSOCK): .socket
        default: .unknown
        }
    }

    var permissions: UInt32 { mode & 0o7777 }

    var deviceNumber: (major: UInt32, minor: UInt32) {
        (UInt32(truncatingIfNeeded: length), UInt32(truncatingIfNeeded: length >> 32))
    }

    /// Of a file of a layout: where in its origins it stands.
    var origin: Int? { inode == 0 ? nil : Int(inode) - 1 }

    func has(_ flag: Flags) -> Bool { flags.rawValue & flag.rawValue != 0 }

    func matches(_ status: NodeStatus) -> Bool {
        flags.contains(.statusKnown) && inode == status.inode && changed == status.changed
            && modified == status.modified
            && mode == status.mode && length == Self.length(status) && device == status.device
    }

    /// Takes over what the system says. What was known of the content is forgotten when it says something new.
    /// Returns whether it did.
    mutating func update(_ status: NodeStatus) -> Bool {
        flags.insert(.current)
        if matches(status) { return false }
        let wasDirectory = kind == .directory
        (inode, device, length, modified, changed, mode) = (
            status.inode, status.device, Self.length(status), status.modified, status.changed, status.mode
        )
        flags.insert(.statusKnown)
        flags.subtract([.digestKnown, .doubtful])
        if !(wasDirectory && kind == .directory) { (reference, targetLength) = (0, 0) }
        return true
    }

    private static func length(_ status: NodeStatus) -> Int64 {
        guard status.major != 0 || status.minor != 0 else { return status.length }
        return Int64(truncatingIfNeeded: UInt64(status.minor) << 32 | UInt64(status.major))
    }
}
