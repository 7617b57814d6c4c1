internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes into a pipe whose reader may take its time, or never read: a request to stop is heard all the same.
struct PipeWriter {
    private let descriptor: Int32
    private let path: Path

    /// Nil where a descriptor is no pipe and no socket: to write to a file is to wait for nobody.
    init?(_ descriptor: Int32, _ path: Path) {
        var status = stat()
        let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
        guard kind == S_IFIFO || kind == S_IFSOCK else { return nil }
        self.descriptor = descriptor
        self.path = path
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try waitForRoom()
            // As much as a pipe that has room takes without waiting.
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Int(PIPE_BUF)))
            let count = Self.write(descriptor, piece)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else { throw SystemError("write", path, .last) }
            rest = rest.dropFirst(count)
        }
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    private func waitForRoom() throws(SystemError) {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        repeat { try Interruption.check(path) } while poll(&request, 1, Self.patience) <= 0
    }

    /// Milliseconds between two looks at whether somebody wants to stop.
    private static let patience: Int32 = 100
}
