#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An address of the internet protocol as people write it, in its version 4 or 6.
package enum NetworkAddress {
    package static func isOne(_ text: String) -> Bool {
        if text.utf8.contains(0) { return false }
        var address = in6_addr()
        return [AF_INET, AF_INET6].contains { inet_pton($0, text, &address) == 1 }
    }
}
