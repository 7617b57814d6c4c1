internal import Host
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a tree that others made takes on the disk, by descriptor and without following a link. What cannot be read, and
/// what is deeper than any sensible tree, is not counted.
struct TreeMeasure {
    private(set) var use = DiskUse()
    private let tree = LocalTree()

    /// As many directories are open at once.
    private static let depth = 200

    /// `isNew` says of a file with several names whether it was not counted yet.
    init(_ path: Path, isNew: (FileStatus.Identity) -> Bool) throws {
        guard let top = try? path.withCString({ try tree.openDirectory($0, in: AT_FDCWD) }) else { return }
        var open = [Level(top, names(in: top))]
        defer { for level in open { tree.close(level.descriptor) } }
        use.directories += status(".", in: top).map { Int64($0.st_blocks) * 512 } ?? 0
        while var level = open.popLast() {
            guard let name = level.names.popLast() else {
                tree.close(level.descriptor)
                continue
            }
            open.append(level)
            guard let status = status(name, in: level.descriptor) else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                use.directories += Int64(status.st_blocks) * 512
                try Interruption.check(path)
                if open.count < Self.depth,
                    let inner = try? name.withCString({ try tree.openDirectory($0, in: level.descriptor) })
                {
                    open.append(Level(inner, names(in: inner)))
                }
            } else if status.st_nlink == 1 || isNew(FileStatus.Identity(status)) {
                use.files += Int64(status.st_blocks) * 512
            }
        }
    }

    private struct Level {
        let descriptor: Int32
        var names: [Path]

        init(_ descriptor: Int32, _ names: [Path]) {
            self.descriptor = descriptor
            self.names = names
        }
    }

    private func names(in directory: Int32) -> [Path] {
        var names: [Path] = []
        try? tree.names(in: directory).forEach { name, _ in names.append(Path(bytes: Array(name))) }
        return names
    }

    private func status(_ name: Path, in directory: Int32) -> stat? {
        var raw = stat()
        return name.withCString { fstatat(directory, $0, &raw, Int32(AT_SYMLINK_NOFOLLOW)) } == 0 ? raw : nil
    }
}

extension FileStatus.Identity {
    fileprivate init(_ raw: stat) {
        self.init(device: UInt64(truncatingIfNeeded: raw.st_dev), inode: UInt64(raw.st_ino))
    }
}
