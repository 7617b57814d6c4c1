#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The person at the terminal that is the standard input.
package enum TerminalInput {
    /// Whether there is one, and not a file or a program.
    package static var isInteractive: Bool { isatty(0) == 1 }

    /// Asks for a line, which is given without its end; nil where there is none, or none of text. What is hidden is not shown
    /// while it is typed. Throws `.interrupted` when somebody asks the process to stop.
    package static func line(asking question: String, hidden: Bool = false) throws(SystemError) -> String? {
        guard hidden else { return try read(asking: question) }
        var usual = termios()
        guard tcgetattr(0, &usual) == 0 else { return try read(asking: question) }
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        // The end of the line is shown all the same.
        silent.c_lflag |= tcflag_t(ECHONL)
        tcsetattr(0, TCSAFLUSH, &silent)
        defer { tcsetattr(0, TCSAFLUSH, &usual) }
        return try read(asking: question)
    }

    private static let longest = 64 << 10

    private static func read(asking question: String) throws(SystemError) -> String? {
        try write(question)
        var line: [UInt8] = []
        while line.count < longest {
            var byte: UInt8 = 0
            let count = systemRead(0, &byte, 1)
            if count < 0 {
                guard errno == EINTR else { throw SystemError("read", "standard input", .last) }
                try Interruption.check()
                continue
            }
            if count == 0 { return line.isEmpty ? nil : String(validating: line, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { break }
            line.append(byte)
        }
        return String(validating: line, as: UTF8.self)
    }

    private static func write(_ text: String) throws(SystemError) {
        var failure: SystemError?
        Array(text.utf8).withUnsafeBytes { bytes in
            do throws(SystemError) { try OpenFile.standardError.write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}

private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = read
