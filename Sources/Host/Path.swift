internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A path of the file system: bytes without a NUL, which need not be text.
package struct Path: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    /// The path that a word from outside names, whether or not that is text; see `String.init(keepingBytes:)`.
    package init(word: String) {
        self.init(bytes: word.keptBytes)
    }

    init(cString: UnsafePointer<CChar>) {
        self.init(bytes: UnsafeBufferPointer(start: cString, count: strlen(cString)).map(UInt8.init(bitPattern:)))
    }

    /// One component further down. An absolute `component` is taken as below this path all the same.
    package static func / (path: Path, component: Path) -> Path {
        var bytes = path.bytes
        if bytes.last != slash { bytes.append(slash) }
        bytes += component.bytes.drop { $0 == slash }
        return Path(bytes: bytes)
    }

    package static func / (path: Path, component: some StringProtocol) -> Path {
        path / Path(String(component))
    }

    /// The path with `suffix` at the end of its last component.
    package func appending(_ suffix: String) -> Path {
        Path(bytes: bytes + suffix.utf8)
    }

    package var isAbsolute: Bool { bytes.first == Self.slash }

    /// The last component.
    package var name: Path {
        guard let cut = bytes.lastIndex(of: Self.slash) else { return self }
        return Path(bytes: Array(bytes[(cut + 1)...]))
    }

    /// The path as a word that names it, whether or not that is text; see `init(word:)`.
    package var word: String { String(keepingBytes: bytes) }

    /// The path as text; nil where it is none. For people there is `description`.
    package var text: String? { String(validating: bytes, as: UTF8.self) }

    /// What holds this path; `.` for a lone name.
    package var parent: Path {
        guard let cut = bytes.lastIndex(of: Self.slash) else { return "." }
        return cut == 0 ? "/" : Path(bytes: Array(bytes[..<cut]))
    }

    /// Where the path leads to, absolute, without links and `..`; nil where it leads nowhere.
    package var canonical: Path? {
        guard let found = withCString({ realpath($0, nil) }) else { return nil }
        defer { free(found) }
        return Path(cString: found)
    }

    /// Where the link leads that has this path; nil where there is none.
    package var linkTarget: Path? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = withCString { readlink($0, &buffer, buffer.count) }
        return length < 0 ? nil : Path(bytes: buffer[..<length].map(UInt8.init(bitPattern:)))
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
