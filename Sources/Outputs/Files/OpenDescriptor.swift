internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file or directory that is open, and closes itself. What is made in a directory is made by one name, and no link is followed.
final class OpenDescriptor: Sendable {
    /// For people.
    let path: Path
    fileprivate let number: Int32

    private init(_ path: Path, _ number: Int32) {
        self.path = path
        self.number = number
    }

    deinit { _ = systemClose(number) }

    /// Opens a directory that somebody named: here alone links are followed.
    convenience init(directory path: Path) throws(SystemError) {
        let number = try Self.check("open", path) {
            path.withCString { openat(AT_FDCWD, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        }
        self.init(path, number)
    }

    /// Opens something to write into that is there and is no plain file: a pipe, a device.
    convenience init(special path: Path) throws(SystemError) {
        let number = try Self.check("open", path) {
            path.withCString { openat(AT_FDCWD, $0, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
        }
        self.init(path, number)
    }

    func directory(_ name: Path) throws(SystemError) -> OpenDescriptor {
        let path = path / name
        let opened = try Self.check("open", path) {
            name.withCString { openat(number, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        }
        return OpenDescriptor(path, opened)
    }

    /// A file that was not there before.
    func newFile(_ name: Path, mode: UInt32) throws(SystemError) -> OpenDescriptor {
        let path = path / name
        let opened = try Self.check("create", path) {
            name.withCString { openat(number, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(mode)) }
        }
        return OpenDescriptor(path, opened)
    }

    /// False where there is something already.
    func makeDirectory(_ name: Path, mode: UInt32 = 0o777) throws(SystemError) -> Bool {
        do throws(SystemError) {
            _ = try Self.check("create directory", path / name) {
                name.withCString { mkdirat(number, $0, mode_t(mode)) }
            }
            return true
        } catch {
            if error.code == .exists { return false }
            throw error
        }
    }

    func makeLink(_ name: Path, to target: [UInt8]) throws(SystemError) {
        let target = Path(bytes: target)
        _ = try Self.check("link", path / name) {
            target.withCString { target in name.withCString { symlinkat(target, number, $0) } }
        }
    }

    /// One more name for a file of a directory.
    func makeName(_ name: Path, for other: Path, in directory: OpenDescriptor) throws(SystemError) {
        _ = try Self.check("link", path / name) {
            other.withCString { other in name.withCString { linkat(directory.number, other, number, $0, 0) } }
        }
    }

    /// A fifo or a device; `mode` has its kind.
    func makeNode(_ name: Path, mode: UInt32, major: UInt32 = 0, minor: UInt32 = 0) throws(SystemError) {
        let device = Self.device(major, minor)
        _ = try Self.check("create", path / name) {
            name.withCString { mknodat(number, $0, mode_t(mode), device) }
        }
    }

    func rename(_ name: Path, to newName: Path) throws(SystemError) {
        _ = try Self.check("rename", path / newName) {
            name.withCString { name in newName.withCString { renameat(number, name, number, $0) } }
        }
    }

    func remove(_ name: Path, isDirectory: Bool = false) throws(SystemError) {
        _ = try Self.check("remove", path / name) {
            name.withCString { unlinkat(number, $0, isDirectory ? AT_REMOVEDIR : 0) }
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let count = try Self.check("write", path) { systemWrite(number, piece.baseAddress, piece.count) }
            guard count > 0 else { throw SystemError("write", path, .noSpace) }
            rest = rest.dropFirst(count)
            if !rest.isEmpty { try Interruption.check(path) }
        }
    }

    static func check<Result: FixedWidthInteger>(
        _ call: String, _ path: Path, _ body: () -> Result
    ) throws(SystemError) -> Result {
        while true {
            let result = body()
            if result != -1 { return result }
            if errno != EINTR { throw SystemError(call, path, .last) }
            if Interruption.isRequested { throw SystemError(call, path, .interrupted) }
        }
    }

    private static func device(_ major: UInt32, _ minor: UInt32) -> dev_t {
        #if os(Linux)
        let (major, minor) = (UInt64(major), UInt64(minor))
        let high: UInt64 = (major & ~0xfff) << 32 | (minor & ~0xff) << 12
        return dev_t(high | (major & 0xfff) << 8 | (minor & 0xff))
        #else
        return dev_t(major << 24 | minor & 0xffffff)
        #endif
    }
}

// What files are like.
extension OpenDescriptor {
    func set(mode: UInt32) throws(SystemError) {
        _ = try Self.check("change mode", path) { fchmod(number, mode_t(mode)) }
    }

    /// Not worth failing for: many file systems have none, and some are for root alone.
    func trySet(_ name: [UInt8], _ value: [UInt8]) {
        _ = Path(bytes: name).withCString { hearth_set_extended(number, $0, value, value.count) }
    }

    /// `modified` is in nanoseconds since 1970.
    func set(modified: Int64) throws(SystemError) {
        _ = try Self.check("change times", path) { futimens(number, Self.times(modified)) }
    }

    func set(modified: Int64, of name: Path) throws(SystemError) {
        _ = try Self.check("change times", path / name) {
            name.withCString { utimensat(number, $0, Self.times(modified), AT_SYMLINK_NOFOLLOW) }
        }
    }

    func set(mode: UInt32, of name: Path) throws(SystemError) {
        _ = try Self.check("change mode", path / name) {
            name.withCString { fchmodat(number, $0, mode_t(mode), 0) }
        }
    }

    /// Nil where there is nothing.
    func status(_ name: Path) throws(SystemError) -> NodeStatus? {
        do throws(SystemError) {
            return try name.withCString { name throws(SystemError) in try LocalTree().status(name, in: number) }
        } catch {
            if error.code == .notFound { return nil }
            throw SystemError("stat", path / name, error.code)
        }
    }

    func names() throws(SystemError) -> [Path] {
        do throws(SystemError) {
            var names: [Path] = []
            try LocalTree().names(in: number).forEach { name, _ in names.append(Path(bytes: Array(name))) }
            return names
        } catch {
            throw SystemError("list", path, error.code)
        }
    }

    private static func times(_ modified: Int64) -> [timespec] {
        var (seconds, nanoseconds) = modified.quotientAndRemainder(dividingBy: 1_000_000_000)
        if nanoseconds < 0 { (seconds, nanoseconds) = (seconds - 1, nanoseconds + 1_000_000_000) }
        let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(nanoseconds))
        return [time, time]
    }
}

extension NodeStatus {
    var isDirectory: Bool { mode_t(mode) & S_IFMT == S_IFDIR }
    var isFile: Bool { mode_t(mode) & S_IFMT == S_IFREG }
    var isLink: Bool { mode_t(mode) & S_IFMT == S_IFLNK }
}

private let systemClose: @Sendable (Int32) -> Int32 = close
private let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = write
