internal import CLinux

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One end of a pipe to a program. Closes itself when nobody holds it any more.
final class PipeEnd {
    private(set) var descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close() }

    static func pair() throws(SystemError) -> (reading: PipeEnd, writing: PipeEnd) {
        var ends: [Int32] = [-1, -1]
        guard hearth_pipe(&ends) == 0 else { throw SystemError("pipe", nil, .last) }
        return (PipeEnd(ends[0]), PipeEnd(ends[1]))
    }

    var isOpen: Bool { descriptor >= 0 }

    func close() {
        if isOpen { _ = systemClose(descriptor) }
        descriptor = -1
    }

    /// From here on nothing waits on this end.
    func neverWait() {
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    }

    enum Movement: Equatable {
        case moved(Int)
        case nothingYet
        /// The other side is closed.
        case ended
    }

    /// Takes what is there, as far as `buffer` has room.
    func take(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Movement {
        try movement("read", systemRead(descriptor, buffer.baseAddress, buffer.count))
    }

    /// Gives as much as there is room for.
    func give(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Movement {
        try movement("write", Int(hearth_write_to_pipe(descriptor, bytes.baseAddress, bytes.count)))
    }

    private func movement(_ call: String, _ count: Int) throws(SystemError) -> Movement {
        if count > 0 { return .moved(count) }
        if count == 0 { return .ended }
        switch errno {
        case EAGAIN, EWOULDBLOCK, EINTR: return .nothingYet
        case EPIPE: return .ended
        default: throw SystemError(call, nil, .last)
        }
    }
}

private let systemClose: @Sendable (Int32) -> Int32 = close
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = read
