internal import CCurl
internal import Host

/// One request and its answer, by libcurl. For one thread.
final class Exchange {
    let request: HTTPRequest
    private let begin: (HTTPResponse) throws -> Void
    /// False when no more of the body is wanted.
    private let body: (UnsafeRawBufferPointer) throws -> Bool

    var head = ResponseHead()
    private var hasBegun = false
    private var isEnough = false
    private var sent: Int64 = 0
    /// Bytes of the stream were asked for, so that the request cannot be sent again.
    private var isSpent = false
    /// What was thrown under C, through which it cannot go.
    private var failure: (any Error)?

    init(
        _ request: HTTPRequest, begin: @escaping (HTTPResponse) throws -> Void,
        body: @escaping (UnsafeRawBufferPointer) throws -> Bool
    ) {
        (self.request, self.begin, self.body) = (request, begin, body)
    }

    func perform(on handle: CurlHandle, _ settings: HTTPSettings) throws -> HTTPResponse {
        handle.set(CURLOPT_URL, request.address.text)
        handle.applyProxy(settings, for: request.address)
        let lines = try request.lines()
        let code = request.withBody(set: handle) {
            handle.perform(lines, context: Unmanaged.passUnretained(self).toOpaque())
        }
        if let failure { throw failure }
        guard code == CURLE_OK || isAnswered(despite: code) else {
            throw fault(code, handle.reason(for: code), settings)
        }
        guard head.isComplete else { throw HTTPFault.broken(request.address, "the answer ended early") }
        try start()
        return response
    }

    private var response: HTTPResponse {
        HTTPResponse(status: head.status, headers: head.headers, address: request.address)
    }

    /// A server that refuses a body may hang up before it has all of it.
    private func isAnswered(despite code: CURLcode) -> Bool {
        switch code {
        case CURLE_WRITE_ERROR: isEnough
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_SEND_FAIL_REWIND, CURLE_HTTP2_STREAM:
            head.isComplete && head.status >= 300 && request.hasBody
        default: false
        }
    }

    private func fault(_ code: CURLcode, _ why: String, _ settings: HTTPSettings) -> any Error {
        let place = request.address
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return SystemError("fetch", nil, .interrupted)
        // That is also said of a socket with a path that is too long.
        case CURLE_COULDNT_RESOLVE_HOST where settings.socket == nil: return HTTPFault.unknownHost(place)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            return HTTPFault.unreachable(place, why)
        case CURLE_OPERATION_TIMEDOUT: return HTTPFault.timedOut(place)
        case CURLE_SSL_CONNECT_ERROR: return HTTPFault.noHandshake(place, why)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            return HTTPFault.untrusted(place, why)
        case CURLE_SSL_CERTPROBLEM: return HTTPFault.badCertificate(place, why)
        case CURLE_URL_MALFORMAT: return HTTPFault.badAddress("\(place)")
        // HTTP 0.9, which is what anything looks like.
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: return HTTPFault.badAnswer(place, why)
        default: return HTTPFault.broken(place, why)
        }
    }
}

// What libcurl calls.
extension Exchange {
    private func start() throws {
        if hasBegun { return }
        hasBegun = true
        try begin(response)
    }

    /// Does what may throw; nil where it has thrown.
    private func under<Result>(_ work: () throws -> Result) -> Result? {
        do {
            return try work()
        } catch {
            failure = error
            return nil
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Exchange? {
        context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Anything else than how much there was ends the transfer.
    private static func refusing(_ count: Int) -> Int { count == 0 ? 1 : 0 }

    static let take: hearth_curl_taker = { start, size, count, context in
        let count = size &* count
        guard let exchange = of(context) else { return refusing(count) }
        let isWanted = exchange.under {
            try exchange.start()
            return try exchange.body(UnsafeRawBufferPointer(start: start, count: count))
        }
        exchange.isEnough = isWanted == false
        return isWanted == true ? count : refusing(count)
    }

    static let takeHeader: hearth_curl_taker = { start, size, count, context in
        let count = size &* count
        guard let exchange = of(context) else { return refusing(count) }
        // What stands behind a body is none of the answer's.
        if exchange.hasBegun { return count }
        if exchange.head.take(UnsafeRawBufferPointer(start: start, count: count)) { return count }
        exchange.failure = HTTPFault.badAnswer(exchange.request.address, "its headers have no end")
        return refusing(count)
    }

    static let give: hearth_curl_giver = { start, size, count, context in
        guard let exchange = of(context) else { return hearth_curl_giver_abort }
        let buffer = UnsafeMutableRawBufferPointer(start: start, count: size &* count)
        return exchange.under { try exchange.fill(buffer) } ?? hearth_curl_giver_abort
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard case .stream(let length, let fill) = request.body else { return 0 }
        isSpent = true
        guard let length else { return try fill(buffer) }
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: length - sent)))
        let count = part.isEmpty ? 0 : try fill(part)
        sent += Int64(count)
        // The server would wait for the rest.
        guard count > 0 || sent == length else {
            throw HTTPFault.broken(request.address, "what is sent ended early")
        }
        return count
    }

    /// libcurl sends again what it sent over a connection that the server had closed. A stream has no second time.
    static let connect: hearth_curl_connector = { context, _, _ in
        guard let exchange = of(context), exchange.isSpent else { return Int32(CURL_SOCKOPT_OK) }
        exchange.failure = HTTPFault.broken(exchange.request.address, "the connection was closed")
        return Int32(CURL_SOCKOPT_ERROR)
    }
}
