/// Names on their way to become entries.
struct NameTable {
    struct Row {
        let offset: Int
        let length: Int
        let kind: UInt32
    }

    private(set) var rows: [Row] = []
    private(set) var byteCount = 0
    let bytes: UnsafeMutablePointer<UInt8>

    /// The names come to lie in `bytes`, each with a NUL behind it.
    init(_ bytes: UnsafeMutablePointer<UInt8>) {
        self.bytes = bytes
    }

    var count: Int { rows.count }

    subscript(row: Row) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes + row.offset, count: row.length)
    }

    mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ kind: UInt32) {
        guard let start = name.baseAddress else { return }
        (bytes + byteCount).update(from: start, count: name.count)
        bytes[byteCount + name.count] = 0
        rows.append(Row(offset: byteCount, length: name.count, kind: kind))
        byteCount += name.count + 1
    }

    mutating func sort() {
        let bytes = UnsafePointer(bytes)
        rows.sort { left, right in
            ByteOrder.compare(
                UnsafeBufferPointer(start: bytes + left.offset, count: left.length),
                UnsafeBufferPointer(start: bytes + right.offset, count: right.length)) < 0
        }
    }
}
