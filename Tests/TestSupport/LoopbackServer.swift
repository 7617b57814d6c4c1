import Foundation
import Synchronization

/// A web server in the test process, which answers each request as the test says, and stops when it is let go of.
// @unchecked: the socket is only closed, once, and requests are kept under a lock.
package final class LoopbackServer: @unchecked Sendable {
    package struct Request: Sendable {
        package let method: String
        /// With the query.
        package let path: String
        /// By names in lower case.
        package let headers: [String: String]
        package let body: [UInt8]
    }

    package let port: UInt16
    private let listener: Int32
    private let seen = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> [UInt8]

    /// `answer` gives all that is sent, status line and headers included; then the connection is closed.
    package init(_ answer: @escaping @Sendable (Request) -> [UInt8]) throws {
        self.answer = answer
        #if os(Linux)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
        listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [weak self] in
            // Closed here and nowhere else: the number may be another's at once.
            defer { close(listener) }
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                guard let self else {
                    close(connection)
                    return
                }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    package var address: String { "http://127.0.0.1:\(port)" }

    package var requests: [Request] { seen.withLock(\.self) }

    /// An answer with its length.
    package static func answer(
        _ status: String = "200 OK", _ body: [UInt8] = [], headers: [String] = []
    ) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)", "Connection: close"] + headers
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }

    /// Answers with the files below a directory, and nothing else.
    package static func files(below directory: String) throws -> LoopbackServer {
        try LoopbackServer { request in
            let path = request.path.prefix { $0 != "?" }
            guard let data = FileManager.default.contents(atPath: directory + path), !path.contains("..") else {
                return answer("404 Not Found")
            }
            return answer(Array(data))
        }
    }

    private static func answer(_ body: [UInt8]) -> [UInt8] { answer("200 OK", body) }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var text: [UInt8] = []
        while !text.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            var byte: UInt8 = 0
            guard recv(connection, &byte, 1, 0) == 1 else { return }
            text.append(byte)
        }
        let lines = String(decoding: text, as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(colon, offsetBy: 2)...])
        }
        let words = lines[0].components(separatedBy: " ")
        let body = Self.receive(headers["content-length"].flatMap { Int($0) } ?? 0, from: connection)
        let request = Request(method: words[0], path: words[1], headers: headers, body: body)
        seen.withLock { $0.append(request) }
        send(answer(request), to: connection)
    }

    private static func receive(_ count: Int, from connection: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count < count {
            let got = recv(connection, &buffer, min(buffer.count, count - bytes.count), 0)
            guard got > 0 else { break }
            bytes += buffer[..<got]
        }
        return bytes
    }

    private func send(_ bytes: [UInt8], to connection: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
