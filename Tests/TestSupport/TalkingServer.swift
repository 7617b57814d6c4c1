import Foundation
package import Host
import Synchronization

/// A server in the test process that lends each connection to the test, which reads and says what it likes. It is at a
/// port of this machine or at a socket file, and stops when it is let go of.
// @unchecked: the socket is only closed, once, and all else is under a lock.
package final class TalkingServer: @unchecked Sendable {
    /// Of a connection that somebody has made.
    package struct Head: Sendable {
        package let method: String
        package let target: String
        /// By names in lower case.
        package let headers: [String: String]
    }

    package let port: UInt16
    private let listener: Int32
    private let seen = Mutex<(connections: Int, heads: [Head])>((0, []))

    /// `talk` is called on a thread of its own; the connection is closed when it returns.
    package init(socket path: Path? = nil, _ talk: @escaping @Sendable (Connection) -> Void) throws {
        (listener, port) = try path.map { (try Self.listening(at: $0), 0) } ?? Self.listening()
        let listener = listener
        Thread.detachNewThread { [weak self] in
            defer { close(listener) }
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                guard let self else {
                    close(descriptor)
                    return
                }
                let number = self.seen.withLock { seen in
                    seen.connections += 1
                    return seen.connections
                }
                let connection = Connection(descriptor, number: number) { [weak self] head in
                    self?.seen.withLock { $0.heads.append(head) }
                }
                Thread.detachNewThread {
                    defer { close(descriptor) }
                    talk(connection)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    package var address: String { "http://127.0.0.1:\(port)" }

    /// How many have been made.
    package var connections: Int { seen.withLock(\.connections) }

    package var heads: [Head] { seen.withLock(\.heads) }

    private static func listening() throws -> (Int32, UInt16) {
        let listener = socket(AF_INET, streamType, 0)
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private static func listening(at path: Path) throws -> Int32 {
        let listener = socket(AF_UNIX, streamType, 0)
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw POSIXError(.ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.bytes) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && listen(listener, 64) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        return listener
    }

    #if os(Linux)
    static let streamType = Int32(SOCK_STREAM.rawValue)
    #else
    static let streamType = SOCK_STREAM
    #endif
}

extension TalkingServer {
    /// One that somebody has made, as seen by the server.
    // @unchecked: one thread talks.
    package final class Connection: @unchecked Sendable {
        private let descriptor: Int32
        /// Counted from one.
        package let number: Int
        private let note: (Head) -> Void

        fileprivate init(_ descriptor: Int32, number: Int, note: @escaping (Head) -> Void) {
            (self.descriptor, self.number, self.note) = (descriptor, number, note)
        }

        /// What is asked, but for the body; nil when the other side has gone.
        package func readHead() -> Head? {
            guard let text = readLines(until: "\r\n\r\n") else { return nil }
            let lines = text.components(separatedBy: "\r\n")
            let words = lines[0].components(separatedBy: " ")
            guard words.count == 3 else { return nil }
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                    .trimmingCharacters(in: .whitespaces)
            }
            let head = Head(method: words[0], target: words[1], headers: headers)
            note(head)
            return head
        }

        /// The body, as long as the head says, or in chunks; nil where it is not whole.
        package func readBody(_ head: Head) -> [UInt8]? {
            guard head.headers["transfer-encoding"] == "chunked" else {
                let length = Int(head.headers["content-length"] ?? "0") ?? 0
                let body = read(length)
                return body.count == length ? body : nil
            }
            var body: [UInt8] = []
            while let line = readLines(until: "\r\n"), let count = Int(line, radix: 16) {
                body += read(count)
                guard readLines(until: "\r\n") != nil else { return nil }
                if count == 0 { return body }
            }
            return nil
        }

        /// As much as there is, up to a number of bytes.
        package func read(_ count: Int) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
                while done < count {
                    let read = recv(descriptor, buffer.baseAddress.map { $0 + done }, count - done, 0)
                    if read <= 0 { return }
                    done += read
                }
            }
        }

        /// False when the other side has gone.
        @discardableResult package func send(_ bytes: some Sequence<UInt8>) -> Bool {
            var rest = Array(bytes)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }

        /// An answer with its length, after which the connection can stay.
        @discardableResult package func answer(
            _ status: String = "200 OK", _ body: String = "", headers: [String] = []
        ) -> Bool {
            let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
            return send((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
        }

        /// Breaks the connection at once: what the other side sends next fails.
        package func reset() {
            var nowhere = sockaddr()
            nowhere.sa_family = sa_family_t(AF_UNSPEC)
            _ = connect(descriptor, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
        }

        private func readLines(until end: String) -> String? {
            var text: [UInt8] = []
            while !text.suffix(end.utf8.count).elementsEqual(end.utf8) {
                var byte: UInt8 = 0
                guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
                text.append(byte)
            }
            return String(decoding: text.dropLast(end.utf8.count), as: UTF8.self)
        }
    }
}
