#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The order of names: byte by byte, unsigned, the shorter first.
enum ByteOrder {
    static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count - right.count }
        let difference = memcmp(first, second, min(left.count, right.count))
        return difference != 0 ? Int(difference) : left.count - right.count
    }
}
