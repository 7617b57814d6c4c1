#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A stream that the process writes to, as far as somebody may be looking at it.
package enum Terminal: Int32, Sendable {
    case output = 1
    case error = 2

    /// Whether a person is at the other end, and not a file or a program.
    package var isInteractive: Bool { isatty(rawValue) == 1 }

    /// How many columns there are; nil where that has no meaning.
    package var width: Int? { size?.columns }

    /// How many columns and rows there are; nil where that has no meaning.
    package var size: (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
