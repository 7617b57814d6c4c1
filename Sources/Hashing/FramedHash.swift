package import Values

/// A hash of named fields, each with its length, so that no two lists of fields can come to the same bytes. What is hashed
/// begins with a domain, which says what the fields mean and in which version.
package struct FramedHash: ~Copyable {
    private var bytes: [UInt8] = []

    package init(_ domain: String) {
        bytes.reserveCapacity(1024)
        add("domain", domain)
    }

    package mutating func add(_ name: String, _ value: String) {
        append(name)
        append(value)
    }

    package consuming func digest() -> Digest {
        ContentHash.digest(of: bytes)
    }

    private mutating func append(_ text: String) {
        withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { bytes += $0 }
        bytes += text.utf8
    }
}
