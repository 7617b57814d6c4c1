#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A system call that failed: which, on what, why.
package struct SystemError: Error, Equatable {
    package let call: String
    package let path: Path?
    package let code: Code

    package init(_ call: String, _ path: Path?, _ code: Code) {
        self.call = call
        self.path = path
        self.code = code
    }

    /// An `errno`, by the name POSIX gives it.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// What the last call on this thread left behind.
        package static var last: Code { Code(rawValue: errno) }

        package static let interrupted = Code(rawValue: EINTR)
        package static let inputOutput = Code(rawValue: EIO)
        package static let notFound = Code(rawValue: ENOENT)
        package static let exists = Code(rawValue: EEXIST)
        package static let isDirectory = Code(rawValue: EISDIR)
        package static let notDirectory = Code(rawValue: ENOTDIR)
        package static let notEmpty = Code(rawValue: ENOTEMPTY)
        package static let accessDenied = Code(rawValue: EACCES)
        package static let notPermitted = Code(rawValue: EPERM)
        package static let tooLarge = Code(rawValue: EFBIG)
        package static let readOnly = Code(rawValue: EROFS)
        package static let brokenPipe = Code(rawValue: EPIPE)
        package static let noSpace = Code(rawValue: ENOSPC)
        package static let overQuota = Code(rawValue: EDQUOT)
        package static let unsupported = Code(rawValue: EOPNOTSUPP)
        /// On Linux the same number as `unsupported`; Darwin's file systems use both.
        package static let notSupported = Code(rawValue: ENOTSUP)
        package static let notImplemented = Code(rawValue: ENOSYS)
        package static let tooManyLinks = Code(rawValue: EMLINK)
        package static let wouldBlock = Code(rawValue: EWOULDBLOCK)
    }
}

extension SystemError.Code: CustomStringConvertible {
    /// The C library's words, in lower case as our own are.
    package var description: String {
        guard let words = strerror(rawValue) else { return "error \(rawValue)" }
        let text = String(cString: words)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String {
        guard let path else { return "\(call): \(code)" }
        return "\(call) \(path): \(code)"
    }
}
