internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The files and directories in a root that are there only to have something mounted on them.
///
/// They vanish when the process has ended, and so do the new directories on the way to them, unless the process put something
/// there. Directories that were there before do not show that anything was made in them: neither in their times, nor, where that
/// was all that happened to them, in being part of the overlay's upper directory.
final class MountPoints {
    private let tree: InnerTree
    private var made: [Path] = []
    /// Directories that were there, in which something was made or which hold one of those.
    private var touched: [Path: FileTimes] = [:]
    private var untouched: [Path] = []

    init(in tree: InnerTree) {
        self.tree = tree
    }

    /// Sees to it that something can be mounted at a path, and returns the path without links.
    func make(_ target: Path, isDirectory: Bool) throws(SystemError) -> Path {
        let place = try tree.place(of: target)
        if place.missing.isEmpty { return place.path }
        let parent = InnerTree.inner(place.found)
        for count in 0...place.found.count { remember(InnerTree.inner(Array(place.found.prefix(count)))) }
        var names = place.found
        for (number, name) in place.missing.enumerated() {
            names.append(name)
            let path = InnerTree.inner(names)
            try add(path, isDirectory: isDirectory || number + 1 < place.missing.count)
            made.append(path)
        }
        // Copied up, with the times that they had.
        touched[parent]?.restore(parent, in: tree.top.number)
        return place.path
    }

    /// The permissions of what is at a path without links.
    func permissions(of place: Path) throws(SystemError) -> mode_t {
        var status = stat()
        let names = InnerTree.inner(InnerTree.names(place))
        let result = names.withCString { fstatat(tree.top.number, $0, &status, AT_SYMLINK_NOFOLLOW) }
        guard result == 0 else { throw SystemError("stat", place, .last) }
        return status.st_mode & 0o7777
    }

    private func remember(_ directory: Path) {
        if touched[directory] == nil { touched[directory] = FileTimes(directory, in: tree.top.number) }
    }

    /// Makes a directory that stays.
    func makeLasting(_ name: Path) throws(SystemError) {
        if try tree.find(name) == nil { try add(name, isDirectory: true) }
    }

    private func add(_ path: Path, isDirectory: Bool) throws(SystemError) {
        let top = tree.top.number
        let result = path.withCString { name in
            isDirectory ? mkdirat(top, name, 0o755) : mknodat(top, name, S_IFREG | 0o644, 0)
        }
        guard result == 0 else { throw SystemError("make mount point", path, .last) }
    }

    /// To be called when all are made, before the process starts.
    func seal() {
        for path in touched.keys { touched[path] = FileTimes(path, in: tree.top.number) }
    }

    /// Takes away what was made, when the process has ended.
    func remove() {
        let top = tree.top.number
        untouched = touched.filter { path, times in path != "." && FileTimes(path, in: top) == times }.map(\.key)
        for path in made.reversed() {
            let parent = path.parent
            guard let file = try? tree.find(path), let status = FileTimes(path, in: top),
                let times = FileTimes(parent, in: top)
            else { continue }
            guard status.isDirectory || Self.isEmptyFile(file) else { continue }
            // A directory that holds something stays.
            _ = path.withCString { unlinkat(top, $0, status.isDirectory ? Int32(AT_REMOVEDIR) : 0) }
            times.restore(parent, in: top)
        }
    }

    private static func isEmptyFile(_ file: Descriptor) -> Bool {
        var status = stat()
        return fstat(file.number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }

    /// Takes directories out of an overlay's upper directory that are there because of what was made in them alone. The overlay
    /// must be gone.
    func clear(_ upper: Path) throws(SystemError) {
        let upper = try Descriptor.directory(upper)
        for path in untouched.sorted(by: { $0.bytes.count > $1.bytes.count }) {
            let parent = path.parent
            guard let times = FileTimes(parent, in: upper.number) else { continue }
            let isGone = path.withCString { unlinkat(upper.number, $0, Int32(AT_REMOVEDIR)) } == 0
            if isGone { times.restore(parent, in: upper.number) }
        }
    }
}
