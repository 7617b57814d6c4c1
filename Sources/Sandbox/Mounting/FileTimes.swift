internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// When a directory was changed, to be put right again after something was done in it that is not to show.
struct FileTimes: Equatable {
    private let accessed: timespec
    private let modified: timespec
    private let changed: timespec
    let isDirectory: Bool

    /// Of what is at a name in a directory; nil where there is nothing.
    init?(_ name: Path, in directory: Int32) {
        var status = stat()
        let flags = Int32(AT_SYMLINK_NOFOLLOW)
        guard name.withCString({ fstatat(directory, $0, &status, flags) }) == 0 else { return nil }
        #if canImport(Darwin)
        (accessed, modified, changed) = (status.st_atimespec, status.st_mtimespec, status.st_ctimespec)
        #else
        (accessed, modified, changed) = (status.st_atim, status.st_mtim, status.st_ctim)
        #endif
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
    }

    func restore(_ name: Path, in directory: Int32) {
        let times = [accessed, modified]
        _ = name.withCString { utimensat(directory, $0, times, Int32(AT_SYMLINK_NOFOLLOW)) }
    }

    /// Whether nothing at all was done to it since.
    static func == (left: FileTimes, right: FileTimes) -> Bool {
        left.changed.tv_sec == right.changed.tv_sec && left.changed.tv_nsec == right.changed.tv_nsec
    }
}
