#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Makes lines of the pieces that a program's output comes in.
struct LogLines {
    /// What came since the last line break.
    private var partial: [UInt8] = []

    /// Where somebody writes a gigabyte without a line break, lines end here.
    private static let limit = 16 << 10

    var isEmpty: Bool { partial.isEmpty }

    /// Gives `body` every line that is complete, without its line break.
    mutating func add(_ piece: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var rest = piece
        while let start = rest.baseAddress, !rest.isEmpty {
            let length = Self.lineLength(start, rest.count)
            keep(UnsafeBufferPointer(start: start, count: length ?? rest.count), isEnd: length != nil, body)
            guard let length else { return }
            rest = UnsafeBufferPointer(rebasing: rest[(length + 1)...])
        }
    }

    /// What is left of a line that nobody will end.
    mutating func finish(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if partial.isEmpty { return }
        partial.withUnsafeBufferPointer(body)
        partial = []
    }

    private mutating func keep(
        _ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        if isEnd, partial.isEmpty { return body(bytes) }
        partial += bytes
        if isEnd || partial.count >= Self.limit {
            partial.withUnsafeBufferPointer(body)
            partial.removeAll(keepingCapacity: true)
        }
    }

    private static func lineLength(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        memchr(start, 0x0a, count).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
    }
}
