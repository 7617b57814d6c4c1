/// What a server answers, but for the body.
package struct HTTPResponse: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    /// What was asked.
    package let address: HTTPAddress

    package init(status: Int, headers: HTTPHeaders, address: HTTPAddress) {
        self.status = status
        self.headers = headers
        self.address = address
    }

    package var isSuccess: Bool { 200..<300 ~= status }

    /// Where a redirect leads; nil for an answer that is none. Throws where that is no address.
    package func redirection() throws(HTTPFault) -> HTTPAddress? {
        guard [301, 302, 303, 307, 308].contains(status), let location = headers["Location"] else { return nil }
        return try HTTPAddress(location, relativeTo: address)
    }
}
