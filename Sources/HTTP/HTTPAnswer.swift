package import Values

/// What a server says of what it sends.
package struct HTTPAnswer: Equatable, Sendable {
    /// 200, or 304 where it has nothing newer.
    package let status: Int
    /// With its quotes, to be sent back as it is.
    package let etag: String?
    package let lastModified: Timestamp?
    /// Where redirects led to in the end.
    package let address: HTTPAddress
    /// Nil where it does not say.
    package let contentLength: Int64?

    package var isUnchanged: Bool { status == 304 }
}

extension HTTPAnswer {
    init(_ response: HTTPResponse) {
        self.init(
            status: response.status, etag: response.headers["ETag"],
            lastModified: response.headers.time("Last-Modified"), address: response.address,
            contentLength: response.headers.number("Content-Length"))
    }
}
