internal import CCurl
package import Host

/// Fetches by HTTP and HTTPS, trusting whom the system trusts, through the proxies that the environment names.
///
/// Where the environment names none a server is asked directly. Redirects are followed, ten at the most, and
/// credentials of an address go to no other host. Calls throw `SystemError` with `.interrupted` soon after somebody
/// asks the process to stop.
package struct HTTPFetch: Sendable {
    /// As servers see it: `hearth/1.2.3`.
    private let userAgent: String

    private let authorities: String?

    private static let redirectLimit = 10

    /// `authorities` is a file with the certificates of those whom to trust; nil for whom the system trusts, or
    /// SSL_CERT_FILE.
    package init(userAgent: String, authorities: Path? = nil) {
        self.userAgent = userAgent
        self.authorities = authorities?.word ?? Environment.value(of: "SSL_CERT_FILE")
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
        try withoutActuallyEscaping(begin) { begin in
            try withoutActuallyEscaping(body) { body in
                let transfer = try Transfer(limit: limit, begin: begin, body: body)
                transfer.prepare(userAgent: userAgent, authorities: authorities, etag: etag)
                var place = address
                for _ in 0...Self.redirectLimit {
                    try Interruption.check()
                    switch try transfer.perform(place) {
                    case .answer(let answer): return answer
                    case .redirect(let next): place = next
                    }
                }
                throw HTTPFault.tooManyRedirects(address)
            }
        }
    }
}
