package import Host

/// Fetches by HTTP and HTTPS, trusting whom the system trusts, through the proxies that the environment names.
///
/// Where the environment names none a server is asked directly. Redirects are followed, ten at the most, and
/// credentials of an address go to no other host. Calls throw `SystemError` with `.interrupted` soon after somebody
/// asks the process to stop.
package struct HTTPFetch: Sendable {
    private let client: HTTPClient

    private static let redirectLimit = 10

    /// `userAgent` is as servers see it: `hearth/1.2.3`. `authorities` are files with the certificates of those whom to
    /// trust besides those whom the system, or SSL_CERT_FILE, trusts.
    package init(userAgent: String, authorities: [Path] = []) {
        var settings = HTTPSettings(userAgent: userAgent)
        settings.authorities = authorities
        client = HTTPClient(settings)
    }

    /// Fetches what is at an address, and gives it to `body` in pieces.
    ///
    /// With `ifNoneMatch`, the `etag` of an earlier answer, nothing comes where that is still what is there: the
    /// status is 304. `begin` is called once, before the first piece, or at the end where there is none. Beyond
    /// `limit` bytes it throws `.tooLarge`, after `body` may have taken some.
    @discardableResult package func get(
        _ address: HTTPAddress, ifNoneMatch etag: String? = nil, limit: Int64 = .max,
        begin: (HTTPAnswer) throws -> Void = { _ in }, into body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> HTTPAnswer {
        var request = HTTPRequest(.get, address)
        // What is no plain text would be refused.
        if let etag, etag.utf8.allSatisfy({ 0x20...0x7e ~= $0 }) { request.headers.add("If-None-Match", etag) }
        for _ in 0...Self.redirectLimit {
            do {
                return try get(request, limit: limit, begin: begin, into: body)
            } catch let redirection as Redirection {
                request.address = redirection.place
            }
        }
        throw HTTPFault.tooManyRedirects(address)
    }

    /// Where a server leads instead of an answer. What it says besides is not heard out.
    private struct Redirection: Error {
        let place: HTTPAddress
    }

    private func get(
        _ request: HTTPRequest, limit: Int64, begin: (HTTPAnswer) throws -> Void,
        into body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> HTTPAnswer {
        let tooLarge = HTTPFault.tooLarge(request.address, limit: limit)
        var received: Int64 = 0
        let response = try client.send(request) { response in
            if let place = try response.redirection() { throw Redirection(place: place) }
            let answer = HTTPAnswer(response)
            guard answer.status == 200 || answer.isUnchanged else {
                throw HTTPFault.status(answer.status, request.address)
            }
            if let length = answer.contentLength, length > limit { throw tooLarge }
            try begin(answer)
        } into: { piece in
            received += Int64(piece.count)
            if received > limit { throw tooLarge }
            try body(piece)
        }
        return HTTPAnswer(response)
    }
}
