package import Host
package import Values

/// What a command answers, on its way to standard output in large pieces. Whoever writes to it flushes it at the end,
/// as a failure to write must be able to fail the command.
package final class Output {
    private let file: OpenFile
    private var pending: [UInt8] = []

    private static let pieceLength = 64 << 10

    package init(_ file: OpenFile) {
        self.file = file
        pending.reserveCapacity(Self.pieceLength + 1024)
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        try flush()
        try send(bytes)
    }

    package func write(_ bytes: some Sequence<UInt8>) throws {
        pending += bytes
        if pending.count >= Self.pieceLength { try flush() }
    }

    package func line(_ text: String = "") throws {
        try write(text.utf8)
        try write([UInt8(ascii: "\n")])
    }

    /// A value for a program to read.
    package func json(_ value: JSON) throws {
        try write(value.encoded(indent: 2))
        try line()
    }

    /// A list for a program to read, one element a line, of which none need wait for the next.
    package func json(_ values: some Sequence<JSON>) throws {
        var separator = "["
        for value in values {
            try write(separator.utf8)
            try line()
            try write(value.encoded())
            separator = ","
        }
        try line(separator == "[" ? "[]" : "\n]")
    }

    package func flush() throws {
        if pending.isEmpty { return }
        // Gone even when it fails, so that nobody tries it a second time.
        defer { pending.removeAll(keepingCapacity: true) }
        try pending.withUnsafeBytes { try send($0) }
    }

    private func send(_ bytes: UnsafeRawBufferPointer) throws {
        do {
            try file.write(bytes)
        } catch {
            throw OutputError(cause: error)
        }
    }
}

/// An answer that did not get to where it should have gone.
package struct OutputError: Error, CustomStringConvertible {
    package let cause: SystemError

    package init(cause: SystemError) {
        self.cause = cause
    }

    /// Who was to read the answer has seen enough of it, and needs no telling.
    package var isReaderGone: Bool { cause.code == .brokenPipe }

    package var description: String { "cannot write to standard output: \(cause.code)" }
}
