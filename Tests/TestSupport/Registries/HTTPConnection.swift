import Foundation

/// A connection that speaks HTTP/1.1, from either side. For one thread; `socket.shut()` ends it from any.
final class HTTPConnection {
    let socket: LoopbackSocket
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var unread = 0..<0

    enum Broken: Error {
        case ended
        case notHTTP
    }

    init(_ socket: LoopbackSocket) {
        self.socket = socket
    }

    /// Whether something can be read, be it the end. Waits for it, or does not.
    func isReadable(waiting: Bool = false) -> Bool {
        unread.count > 0 || Self.readable([self], waiting: waiting)
    }

    /// Returns when one of them can be read.
    static func wait(for connections: HTTPConnection...) {
        if connections.contains(where: { $0.unread.count > 0 }) { return }
        _ = readable(connections, waiting: true)
    }

    private static func readable(_ connections: [HTTPConnection], waiting: Bool) -> Bool {
        var polls = connections.map { pollfd(fd: $0.socket.number, events: Int16(POLLIN), revents: 0) }
        while true {
            let count = poll(&polls, nfds_t(polls.count), waiting ? -1 : 0)
            if count >= 0 || errno != EINTR { return count > 0 }
        }
    }

    // MARK: - Reading

    /// The first lines of a message; nil where the other side ended instead.
    func head() throws -> HTTPHead? {
        guard try fill() else { return nil }
        // Who wants TLS begins otherwise, and waits for an answer.
        guard 0x41...0x5a ~= buffer[unread.lowerBound] else { throw Broken.notHTTP }
        var lines: [String] = []
        while let line = try? line(), !line.isEmpty {
            lines.append(line)
            if lines.count > 1000 { throw Broken.notHTTP }
        }
        return try HTTPHead(lines)
    }

    /// A line without its end.
    func line() throws -> String {
        var text: [UInt8] = []
        while text.last != UInt8(ascii: "\n") {
            guard try fill(), text.count < 1 << 18 else { throw Broken.ended }
            let end = buffer.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress.map({ $0 + unread.lowerBound }) else { return Int?.none }
                return memchr(start, 0x0a, unread.count).map { UnsafeRawPointer($0) - start }
            }
            text += take(end.map { $0 + 1 } ?? unread.count)
        }
        return String(decoding: text.dropLast(text.suffix(2).first == UInt8(ascii: "\r") ? 2 : 1), as: UTF8.self)
    }

    /// The next bytes, at most so many; empty at the end.
    func piece(atMost count: Int) throws -> [UInt8] {
        try fill() ? take(count) : []
    }

    private func take(_ count: Int) -> [UInt8] {
        let taken = unread.prefix(count)
        unread = taken.upperBound..<unread.upperBound
        return Array(buffer[taken])
    }

    /// False at the end.
    private func fill() throws -> Bool {
        if !unread.isEmpty { return true }
        var count = -1
        repeat { count = recv(socket.number, &buffer, buffer.count, 0) } while count < 0 && errno == EINTR
        guard count >= 0 else { throw Broken.ended }
        unread = 0..<count
        return count > 0
    }

    // MARK: - Writing

    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(socket.number, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Broken.ended }
            sent += count
        }
    }

    func write(_ head: HTTPHead) throws { try write(head.bytes) }

    /// Says that nothing more comes, and hears the other side out: what it still sends would otherwise undo the last words.
    func finish() {
        shutdown(socket.number, Int32(SHUT_WR))
        while let piece = try? piece(atMost: buffer.count), !piece.isEmpty {}
    }
}
