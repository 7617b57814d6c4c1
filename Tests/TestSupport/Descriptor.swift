import Foundation
import Host

/// An open file of the test process, which no child inherits by accident. Closes itself.
package final class Descriptor: Sendable {
    package let number: Int32

    /// Takes what a system call returned.
    package init(_ number: Int32) throws {
        guard number >= 0 else { throw SystemError("open", nil, .last) }
        self.number = number
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(number) }

    /// The end to read from, and the one to write to.
    package static func pipe() throws -> (reading: Descriptor, writing: Descriptor) {
        _ = ignoresBrokenPipes
        var ends: [Int32] = [-1, -1]
        guard Foundation.pipe(&ends) == 0 else { throw SystemError("pipe", nil, .last) }
        return try (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// How much is in the pipe.
    package var bytesWaiting: Int {
        var count: Int32 = 0
        return ioctl(number, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Foundation.write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            guard count > 0 else { throw SystemError("write", nil, .last) }
            rest = rest.dropFirst(count)
        }
    }

    /// A program that ends too early must fail its test, and not end the test process.
    private static let ignoresBrokenPipes: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return true
    }()
}
