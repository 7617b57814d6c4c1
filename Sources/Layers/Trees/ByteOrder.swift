#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The order of names: byte by byte, unsigned, the shorter first.
enum ByteOrder {
    static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left.withUnsafeBufferPointer { first in
            right.withUnsafeBufferPointer { second in
                guard let one = first.baseAddress, let other = second.baseAddress else {
                    return first.count - second.count
                }
                let difference = memcmp(one, other, min(first.count, second.count))
                return difference != 0 ? Int(difference) : first.count - second.count
            }
        }
    }
}
