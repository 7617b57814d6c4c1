internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A descriptor of this process, closed when nobody holds it any more.
final class Descriptor {
    private(set) var number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit { close() }

    func close() {
        if number >= 0 { _ = systemClose(number) }
        number = -1
    }

    /// A directory that is only named by it; links are followed.
    static func directory(_ path: Path) throws(SystemError) -> Descriptor {
        let number = path.withCString { openat(AT_FDCWD, $0, hearth_path_flag() | O_DIRECTORY | O_CLOEXEC) }
        guard number >= 0 else { throw SystemError("open", path, .last) }
        return Descriptor(number)
    }

    static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        guard hearth_pipe(&ends) == 0 else { throw SystemError("pipe", nil, .last) }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// A path that leads to what it is open on, while it is open.
    var path: Path { Path("/proc/self/fd/\(number)") }
}

private let systemClose: @Sendable (Int32) -> Int32 = close
