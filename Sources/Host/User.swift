#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Somebody the system knows by a number.
package struct User: Hashable, Sendable {
    package let id: UInt32

    package init(id: UInt32) {
        self.id = id
    }

    package static let root = User(id: 0)

    /// Whose rights this process has.
    package static var current: User { User(id: geteuid()) }
}

extension User: CustomStringConvertible {
    /// The name, or the number where there is none.
    package var description: String {
        guard let entry = getpwuid(id), let name = entry.pointee.pw_name else { return "user \(id)" }
        return String(cString: name)
    }
}
