#if os(Linux)
import Glibc
package import Host

/// A file system in memory, of a size of its own, mounted for one test and gone with this object.
package final class Tmpfs: Sendable {
    package let path: Path
    private let directory: TemporaryDirectory

    /// Whether this process may mount.
    package static let isPossible = (try? Tmpfs(size: 1 << 20)) != nil

    package init(size: Int) throws {
        directory = try TemporaryDirectory()
        path = directory.path
        try call("mount", mount("tmpfs", path.description, "tmpfs", 0, "size=\(size),mode=0700"))
    }

    deinit {
        umount2(path.description, Int32(MNT_DETACH))
    }

    package func resize(to size: Int) throws {
        try call("remount", mount(nil, path.description, nil, UInt(MS_REMOUNT), "size=\(size)"))
    }

    package func makeReadOnly() throws {
        // A program that another test is about to start has the files of this process open for a moment.
        for _ in 0..<100 {
            if mount(nil, path.description, nil, UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 { return }
            if errno != EBUSY { break }
            usleep(20_000)
        }
        throw SystemError("remount", path, .last)
    }

    package func makeWritable() throws {
        try call("remount", mount(nil, path.description, nil, UInt(MS_REMOUNT), nil))
    }

    private func call(_ name: String, _ result: Int32) throws {
        guard result == 0 else { throw SystemError(name, path, .last) }
    }
}
#endif
