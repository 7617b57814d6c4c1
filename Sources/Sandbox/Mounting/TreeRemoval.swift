internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Removing a tree that others made, however deep it is.
///
/// A directory in a directory is moved to the top before it is looked into, so that one directory is open at a time, and no path has
/// more than two names.
enum TreeRemoval {
    /// Best effort: what cannot be removed stays, for whoever sweeps up later.
    static func remove(_ path: Path) {
        if let top = try? Descriptor.readable(path) {
            var moved = 0
            while empty(top, into: top, &moved) {}
        }
        _ = path.withCString { rmdir($0) }
    }

    /// Removes what is in a directory, after moving what is in its directories to `top`. Whether anything was done and is left.
    private static func empty(_ directory: Descriptor, into top: Descriptor, _ moved: inout Int) -> Bool {
        var hasDirectories = false
        for name in names(directory) where !unlink(name, directory) {
            guard let inner = Descriptor.readable(name, in: directory) else { continue }
            for deeper in names(inner) where !unlink(deeper, inner) {
                moved += 1
                let free = Path(".\(moved)-\(getpid())")
                let result = deeper.withCString { deeper in
                    free.withCString { renameat(inner.number, deeper, top.number, $0) }
                }
                if result == 0 { hasDirectories = true }
            }
            _ = name.withCString { unlinkat(directory.number, $0, Int32(AT_REMOVEDIR)) }
        }
        return hasDirectories
    }

    private static func unlink(_ name: Path, _ directory: Descriptor) -> Bool {
        name.withCString { unlinkat(directory.number, $0, 0) } == 0
    }

    private static func names(_ directory: Descriptor) -> [Path] {
        (try? LocalFileSystem().names(in: directory.path)) ?? []
    }
}

extension Descriptor {
    /// A directory to be listed.
    static func readable(_ path: Path) throws(SystemError) -> Descriptor {
        guard let descriptor = readable(path, in: AT_FDCWD) else { throw SystemError("open", path, .last) }
        return descriptor
    }

    static func readable(_ name: Path, in directory: Descriptor) -> Descriptor? {
        readable(name, in: directory.number)
    }

    private static func readable(_ name: Path, in directory: Int32) -> Descriptor? {
        let number = name.withCString { openat(directory, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        return number < 0 ? nil : Descriptor(number)
    }
}
