internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Copying a tree that others made: files, directories and links with their modes, owners and times. Names of one file become files of
/// their own.
struct TreeCopy {
    private let source: Descriptor
    private let target: Descriptor
    /// Directories whose files have been copied, with what they are to be like in the end.
    private var done: [(Path, stat)] = []

    static func copy(_ source: Descriptor, to target: Path) throws {
        var copy = TreeCopy(source: source, target: try Descriptor.readable(target))
        try copy.run()
    }

    private init(source: Descriptor, target: Descriptor) {
        (self.source, self.target) = (source, target)
    }

    private mutating func run() throws {
        var open: [Path] = ["."]
        while let path = open.popLast() {
            try Interruption.check(path)
            let from = try Self.open(path, below: source)
            let to = try Self.open(path, below: target)
            var status = stat()
            guard fstat(from.number, &status) == 0 else { throw SystemError("stat", path, .last) }
            done.append((path, status))
            for name in try LocalFileSystem().names(in: from.path) {
                if try copy(name, from, to) { open.append(path == "." ? name : path / name) }
            }
        }
        // The inner ones first: what is done in a directory changes its time.
        for (path, status) in done.reversed() { try Self.finish(path, status, in: target) }
    }

    private static func open(_ path: Path, below top: Descriptor) throws(SystemError) -> Descriptor {
        let number = path.withCString {
            hearth_open_resolving(top.number, $0, O_RDONLY | O_DIRECTORY, 0, hearth_resolution_plain)
        }
        guard number >= 0 else { throw SystemError("open", path, .last) }
        return Descriptor(number)
    }

    /// Whether it is a directory, which has been made and is still empty.
    private func copy(_ name: Path, _ from: Descriptor, _ to: Descriptor) throws(SystemError) -> Bool {
        var status = stat()
        let found = name.withCString { fstatat(from.number, $0, &status, Int32(AT_SYMLINK_NOFOLLOW)) }
        guard found == 0 else { throw SystemError("stat", name, .last) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard name.withCString({ mkdirat(to.number, $0, 0o700) }) == 0 else {
                throw SystemError("create directory", name, .last)
            }
            return true
        case S_IFREG: try copyFile(name, from, to)
        case S_IFLNK: try copyLink(name, from, to)
        // Nobody puts a device, a pipe or a socket into a cache on purpose.
        default: return false
        }
        try Self.finish(name, status, in: to)
        return false
    }

    private func copyLink(_ name: Path, _ from: Descriptor, _ to: Descriptor) throws(SystemError) {
        var words = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = name.withCString { readlinkat(from.number, $0, &words, words.count - 1) }
        guard length >= 0, name.withCString({ symlinkat(words, to.number, $0) }) == 0 else {
            throw SystemError("copy link", name, .last)
        }
    }

    private func copyFile(_ name: Path, _ from: Descriptor, _ to: Descriptor) throws(SystemError) {
        let input = name.withCString { openat(from.number, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard input >= 0 else { throw SystemError("open", name, .last) }
        let source = Descriptor(input)
        let output = name.withCString { openat(to.number, $0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard output >= 0 else { throw SystemError("create", name, .last) }
        let copy = Descriptor(output)
        guard hearth_copy(source.number, copy.number) == 0 else { throw SystemError("copy", name, .last) }
    }

    private static func finish(_ name: Path, _ status: stat, in directory: Descriptor) throws(SystemError) {
        let flags = Int32(AT_SYMLINK_NOFOLLOW)
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        let isDone = name.withCString { name in
            #if canImport(Darwin)
            let times = [status.st_atimespec, status.st_mtimespec]
            #else
            let times = [status.st_atim, status.st_mtim]
            #endif
            return fchownat(directory.number, name, status.st_uid, status.st_gid, flags) == 0
                && (isLink || fchmodat(directory.number, name, status.st_mode & 0o7777, 0) == 0)
                && utimensat(directory.number, name, times, flags) == 0
        }
        guard isDone else { throw SystemError("set owner", name, .last) }
    }
}
