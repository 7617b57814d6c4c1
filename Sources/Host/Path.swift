/// A path of the file system: bytes without a NUL, which need not be text.
package struct Path: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    /// One component further down. An absolute `component` is taken as below this path all the same.
    package static func / (path: Path, component: some StringProtocol) -> Path {
        var bytes = path.bytes
        if bytes.last != slash { bytes.append(slash) }
        bytes += component.utf8.drop { $0 == slash }
        return Path(bytes: bytes)
    }

    /// The path with `suffix` at the end of its last component.
    package func appending(_ suffix: String) -> Path {
        Path(bytes: bytes + suffix.utf8)
    }

    package var isAbsolute: Bool { bytes.first == Self.slash }

    /// The last component, shown as text.
    package var name: String {
        guard let cut = bytes.lastIndex(of: Self.slash) else { return description }
        return String(decoding: bytes[(cut + 1)...], as: UTF8.self)
    }

    /// What holds this path; `.` for a lone name.
    package var parent: Path {
        guard let cut = bytes.lastIndex(of: Self.slash) else { return "." }
        return cut == 0 ? "/" : Path(bytes: Array(bytes[..<cut]))
    }

    package func withCString<Result, Failure: Error>(
        _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let terminated = bytes.map(CChar.init(bitPattern:)) + [0]
        return try body(terminated)
    }

    private static let slash = UInt8(ascii: "/")
}

extension Path: ExpressibleByStringLiteral, CustomStringConvertible {
    package init(stringLiteral text: String) { self.init(text) }

    package var description: String { String(decoding: bytes, as: UTF8.self) }
}
