/// A text that somebody wrote, under the name that messages give it.
package final class SourceFile: Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    package convenience init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// All of it.
    package var range: SourceRange { SourceRange(self, 0..<bytes.count) }

    package func text(_ offsets: Range<Int>) -> String {
        String(decoding: bytes[offsets], as: UTF8.self)
    }

    /// Where an offset is, for people: both count from 1, columns in characters.
    package func position(at offset: Int) -> SourcePosition {
        let before = bytes[..<min(offset, bytes.count)]
        let start = before.lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
        return SourcePosition(
            line: before.count { $0 == Self.newline } + 1, column: text(start..<before.endIndex).count + 1)
    }

    /// The offsets of the line that holds `offset`, without what ends it.
    package func line(around offset: Int) -> Range<Int> {
        let offset = min(offset, bytes.count)
        let start = bytes[..<offset].lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
        var end = bytes[offset...].firstIndex(of: Self.newline) ?? bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }

    private static let newline = UInt8(ascii: "\n")
}

package struct SourcePosition: Equatable, Sendable {
    package let line: Int
    package let column: Int
}
