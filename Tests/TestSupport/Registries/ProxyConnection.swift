import Foundation

/// What comes over one connection of a client, and goes on over one to the server.
final class ProxyConnection {
    let client: HTTPConnection
    let traffic: ProxyTraffic
    private var server: HTTPConnection?

    /// The connection has come to its end, as planned or not.
    struct Ended: Error {}

    init(_ socket: LoopbackSocket, _ traffic: ProxyTraffic) {
        client = HTTPConnection(socket)
        self.traffic = traffic
    }

    deinit {
        if let server { traffic.servers.remove(server.socket) }
    }

    func serve() {
        do {
            while try passOn() {}
        } catch is Ended {
        } catch {
            // The server is gone, or the client.
            client.finish()
        }
    }

    /// Passes on one request and its answer. False when nothing more is to come.
    private func passOn() throws -> Bool {
        guard let head = try client.head() else { return false }
        let entry = traffic.begin(head)
        switch entry.request.fault {
        case .dropsRequest(let end): throw ending(end)
        case .answers(let status, let headers, let body): return try answer(head, entry, status, headers, body)
        default: break
        }
        let server = try connected()
        try server.write(head)
        let early = try sendBody(of: head, entry, to: server)
        let answer = try early ?? finalHead(from: server)
        try giveBack(answer, to: head, entry, from: server, isEarly: early != nil)
        guard early == nil, !head.endsConnection, !answer.endsConnection else {
            client.finish()
            return false
        }
        return answer.answerFraming(to: head.method) != .untilEnd
    }

    private func connected() throws -> HTTPConnection {
        if let server { return server }
        let socket = try LoopbackSocket()
        try socket.connect(to: traffic.serverPort)
        guard traffic.servers.add(socket) else { throw Ended() }
        let connection = HTTPConnection(socket)
        server = connection
        return connection
    }

    /// Ends the connection to the client.
    func ending(_ end: ProxyFault.End) -> Ended {
        switch end {
        case .closed: client.finish()
        case .reset: client.socket.resetAtEnd()
        }
        return Ended()
    }

    // MARK: - The request

    /// Returns the answer where that came before all of the body had gone.
    private func sendBody(of head: HTTPHead, _ entry: ProxyTraffic.Entry, to server: HTTPConnection) throws -> HTTPHead?
    {
        if head["Expect"] != nil {
            HTTPConnection.wait(for: client, server)
            if let answer = try earlyHead(from: server) { return answer }
        }
        var body = HTTPBody(head.requestFraming, from: client)
        var left = Int.max
        if case .cutsRequest(let count, _) = entry.request.fault, body.framing != .length(0) { left = count }
        while left > 0, let piece = try body.next(atMost: min(left, 1 << 16)) {
            left -= piece.count
            if let answer = try earlyHead(from: server) { return answer }
            traffic.note(entry) { $0.sent += Int64(piece.count) }
            do {
                try server.write(body.framing.framed(piece))
            } catch {
                // It may have answered before it stopped to listen.
                return try finalHead(from: server)
            }
        }
        if left == 0, case .cutsRequest(_, let end) = entry.request.fault { throw cutting(end, server) }
        try server.write(body.framing.end)
        return nil
    }

    /// The server first, so that it is done with what came when the client tries again.
    private func cutting(_ end: ProxyFault.End, _ server: HTTPConnection) -> Ended {
        switch end {
        case .closed: server.finish()
        case .reset: server.socket.resetAtEnd()
        }
        return ending(end)
    }

    // MARK: - The answer

    /// The answer, where it is there already; that the server goes on to listen is passed on.
    private func earlyHead(from server: HTTPConnection) throws -> HTTPHead? {
        guard server.isReadable() else { return nil }
        guard let head = try server.head() else { throw ending(.closed) }
        guard head.isInterim else { return head }
        try client.write(head)
        return nil
    }

    private func finalHead(from server: HTTPConnection) throws -> HTTPHead {
        while let head = try? server.head() {
            if !head.isInterim { return head }
        }
        throw ending(.closed)
    }

    /// Answers in place of the server.
    private func answer(
        _ head: HTTPHead, _ entry: ProxyTraffic.Entry, _ status: Int, _ headers: [String], _ body: String
    ) throws -> Bool {
        var isWhole = head["Expect"] == nil
        if case .length(let length) = head.requestFraming, length > 1 << 20 { isWhole = false }
        if isWhole {
            var rest = HTTPBody(head.requestFraming, from: client)
            while try rest.next() != nil {}
        }
        let last = ["Content-Length: \(body.utf8.count)"] + (isWhole ? [] : ["Connection: close"])
        let lines = ["HTTP/1.1 \(status) Planned"] + headers + last
        traffic.note(entry) { $0.status = status }
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + (head.method == "HEAD" ? "" : body)
        try client.write(Array(text.utf8))
        if !isWhole { client.finish() }
        return isWhole
    }
}
