internal import Host

/// Asks servers by HTTP and HTTPS. Connections are kept and used again; any thread may ask, and each waits for its own answer.
///
/// Nothing is followed or tried again here: redirects and faults of the server are answers. Calls throw `HTTPFault`, or
/// `SystemError` with `.interrupted` soon after somebody asks the process to stop.
package final class HTTPClient: Sendable {
    /// What more than this is left in a body that nobody wants is not read on for the sake of the connection.
    private static let shortBody: Int64 = 1 << 20

    private let pool: CurlPool

    package init(_ settings: HTTPSettings) {
        pool = CurlPool(settings)
    }

    /// Sends a request and gives the answer. `begin` is called once with it, before the first piece of its body, which
    /// goes to `body` in pieces. An error that either throws ends the transfer and comes out here.
    @discardableResult package func send(
        _ request: HTTPRequest, begin: (HTTPResponse) throws -> Void = { _ in },
        into body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> HTTPResponse {
        try withoutActuallyEscaping(begin) { begin in
            try withoutActuallyEscaping(body) { body in
                try exchange(
                    Exchange(request, begin: begin) { piece in
                        try body(piece)
                        return true
                    })
            }
        }
    }

    /// The same, with a body that nobody wants: it is read as long as it is short, so that the connection is of use.
    @discardableResult package func send(_ request: HTTPRequest) throws -> HTTPResponse {
        var received: Int64 = 0
        return try exchange(
            Exchange(request, begin: { _ in }) { piece in
                received += Int64(piece.count)
                return received <= Self.shortBody
            })
    }

    /// The same, with the body whole. Throws `.tooLarge` for more than `limit` bytes.
    package func answer(to request: HTTPRequest, limit: Int = 8 << 20) throws -> (response: HTTPResponse, body: [UInt8])
    {
        let tooLarge = HTTPFault.tooLarge(request.address, limit: Int64(limit))
        var bytes: [UInt8] = []
        let response = try send(request) { response in
            if request.method != .head, let length = response.headers.number("Content-Length"), length > limit {
                throw tooLarge
            }
        } into: { piece in
            if piece.count > limit - bytes.count { throw tooLarge }
            bytes += piece
        }
        return (response, bytes)
    }

    private func exchange(_ exchange: Exchange) throws -> HTTPResponse {
        try Interruption.check()
        return try pool.withHandle(for: exchange.request.address) { try exchange.perform(on: $0, pool.settings) }
    }
}
