#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The names in a directory, each with what kind of file the directory says it is.
package struct NameList: ~Copyable {
    private let bytes: UnsafeMutablePointer<UInt8>?
    private let length: Int

    /// Takes over memory in the form that `hearth_names` gives.
    init(_ bytes: UnsafeMutablePointer<UInt8>?, length: Int) {
        self.bytes = bytes
        self.length = length
    }

    /// For tests: names of unknown kind.
    package init(_ names: [[UInt8]]) {
        var packed: [UInt8] = []
        for name in names {
            packed +=
                [0, UInt8(truncatingIfNeeded: name.count), UInt8(truncatingIfNeeded: name.count >> 8)] + name + [0]
        }
        let copy = malloc(max(packed.count, 1))?.assumingMemoryBound(to: UInt8.self)
        copy?.update(from: packed, count: packed.count)
        self.init(copy, length: copy == nil ? 0 : packed.count)
    }

    deinit { free(bytes) }

    /// How many bytes all names take, with a NUL behind each.
    package var nameBytes: Int { length }

    /// Lends each name, which has a NUL behind it, and the `S_IF…` bits of its kind, 0 where that is not known.
    package func forEach(_ body: (_ name: UnsafeBufferPointer<UInt8>, _ kind: UInt32) -> Void) {
        guard let bytes else { return }
        var place = 0
        while place < length {
            let count = Int(bytes[place + 1]) | Int(bytes[place + 2]) << 8
            // The numbers of `d_type` are those of `st_mode`, moved.
            body(
                UnsafeBufferPointer(start: bytes + place + 3, count: count), UInt32(bytes[place]) << 12 & UInt32(S_IFMT)
            )
            place += count + 4
        }
    }
}
