package import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What `du -s -B1` says of a directory: the blocks of everything in it, each file once. Written anew here, so that
/// the store's own counting can be held against it.
package struct DiskWalk {
    package private(set) var bytes: Int64 = 0
    private var seen: Set<UInt64> = []

    package init(_ path: Path) {
        add(path)
    }

    private mutating func add(_ path: Path) {
        var raw = stat()
        // What goes while we walk is not there.
        guard path.withCString({ lstat($0, &raw) }) == 0, seen.insert(UInt64(raw.st_ino)).inserted else { return }
        bytes += Int64(raw.st_blocks) * 512
        guard raw.st_mode & S_IFMT == S_IFDIR else { return }
        for name in (try? LocalFileSystem().names(in: path)) ?? [] { add(path / name) }
    }
}
