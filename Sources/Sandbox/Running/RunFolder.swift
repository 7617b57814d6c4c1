internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The directory of one run, with everything that is made for it. Removed with all that is in it when nobody holds it any more.
final class RunFolder {
    let path: Path
    private var count = 0

    init(_ path: Path) {
        self.path = path
    }

    deinit { TreeRemoval.remove(path) }

    /// A new directory.
    func directory(_ name: String = "part", mode: UInt32 = 0o755) throws(SystemError) -> Path {
        let path = free(name)
        let result = path.withCString { mkdir($0, mode_t(mode)) == 0 && chmod($0, mode_t(mode)) == 0 }
        guard result else { throw SystemError("create directory", path, .last) }
        return path
    }

    /// A new file.
    func file(_ name: String = "file", _ content: [UInt8], mode: UInt32 = 0o644) throws(SystemError) -> Path {
        let path = free(name)
        try Self.write(content, to: path, mode: mode)
        return path
    }

    static func write(
        _ content: [UInt8], to path: Path, mode: UInt32, owner: UInt32 = 0, group: UInt32 = 0
    ) throws(SystemError) {
        // Nobody else may open it before it is as it should be.
        let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard file >= 0 else { throw SystemError("create", path, .last) }
        let descriptor = Descriptor(file)
        var done = 0
        while done < content.count {
            let count = content.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress.map { $0 + done }, content.count - done)
            }
            if count <= 0, errno != EINTR { throw SystemError("write", path, .last) }
            done += max(0, count)
        }
        let isOwned = owner == 0 && group == 0 || fchown(descriptor.number, owner, group) == 0
        guard isOwned, fchmod(descriptor.number, mode_t(mode)) == 0 else { throw SystemError("set owner", path, .last) }
    }

    private func free(_ name: String) -> Path {
        count += 1
        return path / "\(name)-\(count)"
    }
}
