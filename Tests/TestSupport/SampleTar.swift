/// An archive made by hand, as no program would make it.
package struct SampleTar {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Adds an entry in the form of ustar, or, with another `magic`, of GNU tar. `size` is what its header says, in octal or
    /// as 12 bytes.
    package mutating func add(
        _ name: String, _ kind: Unicode.Scalar = "0", _ content: [UInt8] = [], link: String = "", mode: Int = 0o644,
        size: [UInt8]? = nil, magic: String = "ustar\u{0}00", extra: [Int: [UInt8]] = [:], checksumOff: Int = 0
    ) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ field: [UInt8], at place: Int, _ length: Int) {
            for (number, byte) in field.prefix(length).enumerated() { header[place + number] = byte }
        }
        put(Array(name.utf8), at: 0, 100)
        put(Self.octal(mode, 7), at: 100, 8)
        put(Self.octal(0, 7), at: 108, 8)
        put(Self.octal(0, 7), at: 116, 8)
        put(size ?? Self.octal(content.count, 11), at: 124, 12)
        put(Self.octal(0, 11), at: 136, 12)
        header[156] = UInt8(truncatingIfNeeded: kind.value)
        put(Array(link.utf8), at: 157, 100)
        put(Array(magic.utf8), at: 257, 8)
        for (place, field) in extra { put(field, at: place, 512 - place) }
        put(Array(repeating: 0x20, count: 8), at: 148, 8)
        put(Self.octal(header.reduce(0) { $0 + Int($1) } + checksumOff, 6) + [0, 0x20], at: 148, 8)
        bytes += header
        append(content)
    }

    /// Adds an entry with a description in front of it: records of pax.
    package mutating func add(pax records: [(key: String, value: [UInt8])], kind: Unicode.Scalar = "x") {
        add("PaxHeaders/x", kind, records.flatMap { Self.record($0.key, $0.value) })
    }

    /// Adds bytes, and zeros to the end of their block.
    package mutating func append(_ content: [UInt8]) {
        bytes += content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// The archive with the mark of its end.
    package var ended: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    package static let gnu = "ustar  \u{0}"

    package static func octal(_ number: Int, _ digits: Int) -> [UInt8] {
        let text = String(number, radix: 8)
        return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
    }

    /// A length, a blank, a key, `=`, a value and a newline.
    private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = [0x20] + Array("\(key)=".utf8) + value + [0x0a]
        var length = rest.count + 1
        while String(length).utf8.count + rest.count != length { length = String(length).utf8.count + rest.count }
        return Array(String(length).utf8) + rest
    }
}
