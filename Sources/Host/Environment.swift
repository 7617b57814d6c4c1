#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The variables the process was started with.
package enum Environment {
    /// Nil for a variable that is not set, or is set to nothing.
    package static func value(of name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
