import Foundation
import Synchronization

/// A web server in the test process that answers each request as the test says: also with what no registry would say. It
/// keeps connections, and ends with this object.
package final class ScriptedServer: Sendable {
    package struct Request: Sendable {
        package let method: String
        /// With the query.
        package let target: String
        /// By names in lower case.
        package let headers: [String: String]
        package let body: [UInt8]

        /// Without the query.
        package var path: String { String(target.prefix { $0 != "?" }) }
    }

    package struct Answer: Sendable {
        package var status: Int
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]
        /// Whether it says how long its body is, if no header does.
        package var saysLength = true
        /// The connection ends when so many bytes of the body went.
        package var cut: Int?

        package init(_ status: Int, _ headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
            (self.status, self.headers, self.body) = (status, headers, body)
        }

        package init(_ status: Int, _ headers: [(name: String, value: String)] = [], body: String) {
            self.init(status, headers, body: Array(body.utf8))
        }
    }

    private let listener: LoopbackListener
    private let seen: Seen

    /// Written by threads that may outlive the server by a moment.
    private final class Seen: Sendable {
        let requests = Mutex<[Request]>([])
    }

    /// `answer` is asked from several threads.
    package init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        let seen = Seen()
        self.seen = seen
        listener = try LoopbackListener { socket in
            let connection = HTTPConnection(socket)
            while let request = try? Self.request(from: connection) {
                seen.requests.withLock { $0.append(request) }
                guard (try? Self.write(answer(request), to: request, connection)) == true else { break }
            }
            connection.finish()
        }
    }

    /// As it stands in a reference: `localhost:20123`.
    package var name: String { "localhost:\(listener.port)" }
    package var address: String { "http://\(name)" }

    package var requests: [Request] { seen.requests.withLock(\.self) }

    private static func request(from connection: HTTPConnection) throws -> Request? {
        guard let head = try connection.head() else { return nil }
        var body = HTTPBody(head.requestFraming, from: connection)
        let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" }
        return Request(method: head.method, target: head.target, headers: headers, body: try body.all())
    }

    /// False when the connection is to end.
    private static func write(_ answer: Answer, to request: Request, _ connection: HTTPConnection) throws -> Bool {
        var head = HTTPHead("HTTP/1.1 \(answer.status) Scripted", answer.headers)
        let saysLength = head["Content-Length"] != nil
        if !saysLength, answer.saysLength { head["Content-Length"] = "\(answer.body.count)" }
        try connection.write(head)
        if request.method != "HEAD" { try connection.write(Array(answer.body.prefix(answer.cut ?? .max))) }
        return answer.cut == nil && answer.saysLength && !head.endsConnection
    }
}
