internal import Hashing
internal import Values

/// The first 64 bytes of a stat cache. docs/stat-cache-format.md has the fields of all of it.
struct StatCacheHeader {
    static let length = 64
    static let entryLength = MemoryLayout<Entry>.stride
    static let directoryLength = 112 + Permissions.length

    private static let magic = Array("HRTHSTAT".utf8)
    private static let version: UInt32 = 2
    private static let byteOrder: UInt32 = 0x0102_0304

    var entries = 0
    var directories = 0
    var nameBytes = 0
    var rootBytes = 0

    var fileLength: Int {
        Self.length + entries * Self.entryLength + directories * Self.directoryLength + nameBytes + rootBytes
    }

    init() {}

    /// Nil where it is another version's, another machine's, damaged, or not of a file of that length.
    init?(_ bytes: UnsafeRawBufferPointer, fileLength: Int) {
        guard bytes.count >= Self.length, bytes[..<8].elementsEqual(Self.magic) else { return nil }
        let reader = RecordReader(bytes)
        guard reader.number32(8) == Self.version, reader.number32(12) == Self.byteOrder else { return nil }
        (entries, directories) = (Int(reader.number32(32)), Int(reader.number32(36)))
        guard let names = Int(exactly: reader.number64(40)), names <= fileLength else { return nil }
        (nameBytes, rootBytes) = (names, Int(reader.number32(48)))
        guard reader.number64(16) == UInt64(fileLength), self.fileLength == fileLength else { return nil }
    }

    /// The bytes of the header. The checksum begins with those that have none.
    func bytes(checksum: [UInt8] = [UInt8](repeating: 0, count: 8)) -> [UInt8] {
        var record = RecordWriter(capacity: Self.length)
        record.bytes += Self.magic
        record.append(Self.version)
        record.append(Self.byteOrder)
        record.append(UInt64(fileLength))
        record.bytes += checksum
        record.append(UInt32(truncatingIfNeeded: entries))
        record.append(UInt32(truncatingIfNeeded: directories))
        record.append(UInt64(nameBytes))
        record.append(UInt32(truncatingIfNeeded: rootBytes))
        record.append(UInt32(0))
        record.append(UInt64(0))
        return record.bytes
    }

    /// The header's bytes with the checksum of it and of a body that comes in pieces.
    func sealed(_ body: (_ take: (UnsafeRawBufferPointer) -> Void) -> Void) -> [UInt8] {
        var hash = ContentHash()
        bytes().withUnsafeBytes { hash.update($0) }
        body { hash.update($0) }
        return bytes(checksum: Array(hash.digest().bytes.prefix(8)))
    }
}

/// Numbers at places in bytes.
struct RecordReader {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    func number32(_ place: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }

    func number64(_ place: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    func signed64(_ place: Int) -> Int64 { Int64(bitPattern: number64(place)) }

    func permissions(_ place: Int) -> Permissions {
        Permissions(UnsafeRawBufferPointer(rebasing: bytes[place...]))
    }

    func hash(_ place: Int) -> Hash256 {
        bytes.loadUnaligned(fromByteOffset: place, as: Hash256.self)
    }
}

/// Numbers one behind the other.
struct RecordWriter {
    var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ hash: Hash256) {
        withUnsafeBytes(of: hash) { bytes.append(contentsOf: $0) }
    }
}
