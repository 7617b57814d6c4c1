internal import Host

/// A directory of a tree whose names were read at some time. It lies in an arena and has no owner; see `Tree`.
struct Directory {
    /// Its own entry, in the directory above.
    var entry: UnsafeMutablePointer<Entry>
    let parent: Node?
    /// What it holds, in the order of names.
    var entries: UnsafeMutablePointer<Entry>?
    var count = 0
    /// The bytes of the names.
    var names: UnsafePointer<UInt8>?
    var nameBytes = 0
    /// Its own status from before its names were read.
    var stamp = Stamp()
    /// Its names may have changed since, though the stamp has not.
    var isDoubtful = true
    /// Its names are of this run.
    var isListed = false
    /// `summary` is that of all that is below, of this run or an earlier one, and nothing has changed since.
    var hasSummary = false
    /// All that is below is of this run, and summed up.
    var isWalked = false
    /// What is said of its files may be old, until they are opened.
    var isRemote = false
    /// Nothing of it is on the disk.
    var isFixed = false
    var summary = Summary()

    init(entry: UnsafeMutablePointer<Entry>, parent: Node?) {
        self.entry = entry
        self.parent = parent
    }

    /// What tells one state of a directory from another.
    struct Stamp: Equatable {
        var device: UInt64 = 0
        var inode: UInt64 = 0
        var modified: Int64 = 0
        var changed: Int64 = 0
    }

    /// What a directory holds, all in all.
    struct Summary {
        /// See docs/cache-keys.md.
        var contents = Hash256.zero
        var files: Int64 = 0
        var bytes: Int64 = 0
        var permissions = Permissions()
    }
}

typealias Node = UnsafeMutablePointer<Directory>

extension Directory.Stamp {
    init(_ status: NodeStatus) {
        self.init(device: status.device, inode: status.inode, modified: status.modified, changed: status.changed)
    }
}

extension Directory {
    func name(of entry: UnsafeMutablePointer<Entry>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: names.map { $0 + Int(entry.pointee.nameOffset) }, count: Int(entry.pointee.nameLength))
    }

    /// The name with its NUL, for the system.
    func cName(of entry: UnsafeMutablePointer<Entry>) -> UnsafePointer<CChar> {
        guard let names else { preconditionFailure("an entry has a name") }
        return UnsafeRawPointer(names + Int(entry.pointee.nameOffset)).assumingMemoryBound(to: CChar.self)
    }

    /// The entry of that name; nil when there is none.
    func entry(named name: UnsafeBufferPointer<UInt8>) -> UnsafeMutablePointer<Entry>? {
        guard let entries else { return nil }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            switch ByteOrder.compare(self.name(of: entries + middle), name) {
            case 0: return entries + middle
            case ..<0: low = middle + 1
            default: high = middle
            }
        }
        return nil
    }
}

extension Entry {
    /// The directory that the entry is, when its names were ever read.
    var directory: Node? {
        get { kind == .directory ? Node(bitPattern: UInt(truncatingIfNeeded: reference)) : nil }
        set { reference = UInt64(UInt(bitPattern: newValue)) }
    }

    /// The target of a link, when it was ever read.
    var target: UnsafeBufferPointer<UInt8>? {
        guard kind == .link, let start = UnsafePointer<UInt8>(bitPattern: UInt(truncatingIfNeeded: reference)) else {
            return nil
        }
        return UnsafeBufferPointer(start: start, count: Int(targetLength))
    }

    mutating func setTarget(_ target: UnsafeBufferPointer<UInt8>) {
        reference = UInt64(UInt(bitPattern: target.baseAddress))
        targetLength = UInt32(truncatingIfNeeded: target.count)
    }
}
