internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A directory that is open, whatever its permissions are.
final class OpenTree {
    let descriptor: Int32
    /// Whether we may do with it what its owner may.
    let isOurs: Bool

    /// A link is no directory. Where its owner may not look into it, that is changed first.
    init(_ name: UnsafePointer<CChar>, in directory: Int32) throws(SystemError) {
        let tree = LocalTree()
        do throws(SystemError) {
            descriptor = try tree.openDirectory(name, in: directory)
        } catch {
            guard error.code == .accessDenied, Self.unlock(name, in: directory) else { throw error }
            descriptor = try tree.openDirectory(name, in: directory)
        }
        // One that can be read cannot always be changed.
        isOurs = fchmod(descriptor, 0o700) == 0
    }

    deinit { LocalTree().close(descriptor) }

    /// Lets the owner do everything with a directory; false where that cannot be.
    static func unlock(_ name: UnsafePointer<CChar>, in directory: Int32) -> Bool {
        fchmodat(directory, name, 0o700, Int32(AT_SYMLINK_NOFOLLOW)) == 0
    }

    func hasDirectory(_ name: Path) -> Bool {
        var raw = stat()
        let code = name.withCString { fstatat(descriptor, $0, &raw, Int32(AT_SYMLINK_NOFOLLOW)) }
        return code == 0 && raw.st_mode & S_IFMT == S_IFDIR
    }
}
